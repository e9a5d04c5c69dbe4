#ifndef CAIRN_BASE_SHA256_H
#define CAIRN_BASE_SHA256_H

/*
 * SHA-256 (FIPS 180-4), so that a results file can name the exact inputs it came from in the form
 * that sha256sum prints. Incremental; no allocation. Not a hot path: memo keys use hash.h.
 */

#include <stddef.h>
#include <stdint.h>

struct cairn_sha256 {
    uint32_t state[8];
    uint64_t bytes;          /* fed so far */
    unsigned char block[64]; /* the unfinished block */
};

enum { CAIRN_SHA256_BYTES = 32, CAIRN_SHA256_HEX = 65 };

void cairn_sha256_init(struct cairn_sha256 *sha);
void cairn_sha256_update(struct cairn_sha256 *sha, const void *bytes, size_t size);

/* Ends the message; `sha` must be initialised again before further use. */
void cairn_sha256_final(struct cairn_sha256 *sha, unsigned char digest[CAIRN_SHA256_BYTES]);

/* The digest of `size` bytes as 64 lower-case hexadecimal digits and a zero. */
void cairn_sha256_hex(const void *bytes, size_t size, char hex[CAIRN_SHA256_HEX]);

#endif
