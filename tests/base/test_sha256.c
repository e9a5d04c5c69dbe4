#include <check.h>
#include <string.h>

#include "base/sha256.h"

/*
 * The first three: NIST, "Examples with intermediate values" for SHA-256, and the empty message of
 * its validation suite. The others, at the edges of padding, come from sha256sum of GNU coreutils.
 */
static const struct {
    const char *message;
    const char *digest;
} vectors[] = {
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"0123456789012345678901234567890123456789012345678901234",
     "f34d5a0f80c0cbf84c8c0b90218c22637abd199965249da736a20143c8c9c9d9"},
    {"0123456789012345678901234567890123456789012345678901234567890123",
     "9674d9e078535b7cec43284387a6ee39956188e735a85452b0050b55341cda56"},
};

START_TEST(published_vectors)
{
    char hex[CAIRN_SHA256_HEX];

    cairn_sha256_hex(vectors[_i].message, strlen(vectors[_i].message), hex);
    ck_assert_str_eq(hex, vectors[_i].digest);
}
END_TEST

/* A million times "a" in pieces of 1 to 997 bytes: NIST's third example. */
START_TEST(a_million_in_pieces)
{
    static const unsigned char expected[4] = {0xcd, 0xc7, 0x6e, 0x5c};
    unsigned char digest[CAIRN_SHA256_BYTES];
    struct cairn_sha256 sha;
    char piece[1000];
    size_t left = 1000000;

    memset(piece, 'a', sizeof piece);
    cairn_sha256_init(&sha);
    for (size_t size = 1; left > 0; size = size % 997 + 1) {
        size_t now = size < left ? size : left;

        cairn_sha256_update(&sha, piece, now);
        left -= now;
    }
    cairn_sha256_final(&sha, digest);
    ck_assert_mem_eq(digest, expected, 4);
    ck_assert_uint_eq(digest[31], 0xd0);
}
END_TEST

Suite *test_sha256(void);
Suite *test_sha256(void)
{
    Suite *suite = suite_create("sha256");
    TCase *tcase = tcase_create("sha256");

    tcase_add_loop_test(tcase, published_vectors, 0, sizeof vectors / sizeof *vectors);
    tcase_add_test(tcase, a_million_in_pieces);
    suite_add_tcase(suite, tcase);
    return suite;
}
