# Why a plugin or a pack could not be opened, and why a call of a plugin got no answer. The place (file, indicator) is
# printed before them by the program. `{ $text }` holds words of the system or of a library, which have one language.

## The file of a plugin

plugin-unreadable = the plugin cannot be read: { $text }
plugin-not-a-library = not a shared library
plugin-other-machine = built for another machine: `{ $machine }`, not `{ $needed }`
plugin-truncated = truncated: it has { $bytes } bytes, its header announces { $needed }

hint-plugin-copy-again = copy it again from where it came from, and compare the sizes
hint-plugin-build-for-this-machine = ask its author for a build for this machine

## The library of a plugin

plugin-not-opened = the system cannot open the library: { $text }
plugin-none-exported = a library, but it exports no plugin
plugin-no-layout = it hides the layout of its functions, so it cannot be checked and is not called
plugin-other-layout = the layout of its functions is not that of this program: { $text }
plugin-other-boundary = built for version { $version } of the plugin boundary, which this program does not have
plugin-constructor-panicked = it panicked when it was opened
plugin-constructor-failed = it refused to be opened: { $text }

hint-plugin-export = its crate needs `crate-type = ["cdylib", "rlib"]` and the line `export_plugin!(…)`
hint-plugin-rebuild = build it again with the SDK of this program

## What a plugin says of itself

plugin-older = older than this program: plugin API { $api }, needs { $least } to { $most }
plugin-newer = newer than this program: plugin API { $api }, this program understands { $least } to { $most }
plugin-newer-contract = built for register contract { $contract }; this program has { $known }
plugin-anonymous = the plugin does not say whose it is

hint-plugin-newer-program = update this program, or build the plugin with the SDK of this program

## The worker process of a plugin

plugin-worker-not-started = the worker process could not be started: { $text }
plugin-exited = the plugin ended its worker process with exit code { $code } instead of answering
plugin-killed = the plugin was ended by the system with signal { $signal }
plugin-overflowed-stack = the plugin overflowed its stack
plugin-out-of-memory = the plugin asked for { $bytes } bytes more than the memory it may have
plugin-timed-out = the plugin did not answer within { $seconds } seconds and was ended
plugin-disconnected = the plugin closed its connection to this program and was ended
plugin-ended-at = { $cause } (asked for `{ $organisation }`, { $period })

## The answer of a plugin

plugin-panicked = the plugin panicked: `{ $message }`, at { $place }
plugin-said = the plugin reports: { $cause }
plugin-garbled = the answer of the plugin cannot be read: { $text }
plugin-not-a-message = what the plugin sent is not a message of the boundary
plugin-too-long = question or answer is longer than a message may be: { $bytes } bytes
plugin-out-of-range = the counts of the plugin leave the range of exact fractions
plugin-contradictory = the counts of the plugin contradict each other: numerator { $numerator }, denominator { $denominator }, unknown { $unknown }, open { $open }, disputed { $disputed }, items { $items }
plugin-foreign-namespace = the plugin answered for `{ $told }`; it may speak for indicators of `{ $namespace }` only
plugin-not-asked = the plugin answered for `{ $told }` when `{ $asked }` was asked
plugin-told-twice = the plugin answered for `{ $told }` twice
plugin-wrong-number = the plugin gave { $told } answers to { $asked } questions
plugin-unknown-indicator = the plugin has no native indicator `{ $indicator }`
plugin-unimplemented = the plugin does not know method { $method }

## Packs

pack-unreadable = cannot be read: { $text }
pack-not-utf-8 = not a text in UTF-8
pack-without-about = the pack does not say whose it is
pack-second-about = a second `[about]`; only that of `pack.toml` holds
pack-linked-folder = a link to a folder, which is not followed

hint-pack-about = say it once, in `pack.toml`: `[about]` with `namespace` and `name`
