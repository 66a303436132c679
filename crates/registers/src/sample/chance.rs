//! Numbers that look random and depend on nothing but the seed: SplitMix64 (Steele, Lea, Flood 2014), written out so that
//! no release of a library changes a sample.

/// A sequence of numbers.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    /// The sequence of one subject with a number.
    pub(super) fn new(seed: u64, subject: &str, index: usize) -> Self {
        let mut chance = Self { state: seed };
        for byte in subject.bytes() {
            chance.state = chance.next() ^ u64::from(byte);
        }
        chance.state = chance.next() ^ u64::try_from(index).unwrap_or(u64::MAX);
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A sequence of its own that begins here.
    pub(super) fn fork(&mut self) -> Self {
        Self { state: self.next() }
    }

    /// A number from 0 that is less than a limit; 0 if the limit is 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        u64::try_from((u128::from(self.next()) * u128::from(limit)) >> 64).unwrap_or(0)
    }

    /// A number between two, both included.
    pub(super) fn between(&mut self, least: i32, most: i32) -> i32 {
        let limit = u64::try_from(i64::from(most) - i64::from(least) + 1).unwrap_or(0);
        least + i32::try_from(self.below(limit)).unwrap_or(0)
    }

    /// True so often, in percent.
    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the choices, each so often, in percent; the rest is the first argument.
    pub(super) fn weighted<T: Copy>(&mut self, otherwise: T, choices: &[(u64, T)]) -> T {
        let mut left = self.below(100);
        for (percent, choice) in choices {
            if left < *percent {
                return *choice;
            }
            left -= percent;
        }
        otherwise
    }

    /// One of several, all equally often.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let limit = u64::try_from(all.len()).unwrap_or(u64::MAX);
        usize::try_from(self.below(limit)).ok().and_then(|position| all.get(position))
    }
}
