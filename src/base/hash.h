#ifndef CAIRN_BASE_HASH_H
#define CAIRN_BASE_HASH_H

/*
 * Content hashes: a 128-bit name for "these inputs", used as the key under which simulated stages
 * are remembered, and a 64-bit mixer for everything else.
 *
 * The hash is SipHash-2-4 with 128-bit output and a fixed key (Aumasson, Bernstein, SIPHASH: a fast
 * short-input PRF, 2012). It is stable: the same calls give the same 16 bytes on every machine and
 * in every version, because keys are stored in files. At n keys the chance of any collision is
 * about n^2 / 2^129: 1e-18 for ten billion. It is no protection against an adversary; use sha256.h
 * where a document is to be identified.
 *
 * Invariant: typed calls feed 8-byte words and strings carry their length, so that two different
 * sequences of calls with the same types never feed the same bytes.
 */

#include <stddef.h>
#include <stdint.h>

struct cairn_hash {
    uint64_t v[4];
    uint64_t tail;  /* bytes not yet mixed, little-endian */
    uint64_t bytes; /* fed so far */
};

struct cairn_hash128 {
    uint64_t word[2];
};

void cairn_hash_init(struct cairn_hash *hash);

/* As init, with a key of one's own (16 bytes as two little-endian words). */
void cairn_hash_init_keyed(struct cairn_hash *hash, uint64_t key0, uint64_t key1);

/* Raw bytes, without their length. */
void cairn_hash_bytes(struct cairn_hash *hash, const void *bytes, size_t size);

void cairn_hash_u64(struct cairn_hash *hash, uint64_t value);
void cairn_hash_i64(struct cairn_hash *hash, int64_t value);

/* The bits of a number; -0.0 counts as 0.0; a NaN is a programmer's mistake. */
void cairn_hash_double(struct cairn_hash *hash, double value);

/* Length and bytes; NULL differs from "". */
void cairn_hash_string(struct cairn_hash *hash, const char *text);

/* The result; `hash` itself is not changed and may be fed further. */
struct cairn_hash128 cairn_hash_final(const struct cairn_hash *hash);

/* The 16 bytes of the result in their canonical (little-endian) order, as stored in files. */
void cairn_hash128_bytes(struct cairn_hash128 value, unsigned char bytes[16]);

/*
 * The finaliser of splitmix64 (Steele, Lea, Flood 2014; constants of Stafford's variant 13): a
 * bijection of 64 bits in which each input bit flips each output bit with probability near 1/2.
 */
static inline uint64_t cairn_mix64(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

#endif
