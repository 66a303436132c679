use super::*;

#[test]
fn files_keep_their_place_and_secrets_stay_at_home() {
    assert_eq!(
        renamed("tests/fixtures/yunchuan/a.csv", "tests/fixtures/yunchuan", "demo/yunchuan").as_deref(),
        Some("demo/yunchuan/a.csv")
    );
    assert_eq!(renamed("README.md", "README.md", "README.md").as_deref(), Some("README.md"));
    for other in ["configuration/a.toml", "config/signing.key", "config/changxiao.local.toml", "config/db-password.txt"]
    {
        assert_eq!(renamed(other, "config", "config"), None, "{other}");
    }
}

#[test]
fn the_newest_glibc_counts() {
    assert_eq!(glibc(b"\0GLIBC_2.9\0GLIBC_2.34\0GLIBC_2.2.5\0GLIBC_PRIVATE\0"), Some((2, 34)));
    assert_eq!(glibc(b"nothing"), None);
}
