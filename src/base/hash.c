#include "base/hash.h"

#include <assert.h>
#include <string.h>

static uint64_t rotl(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = rotl(v[1], 13) ^ v[0];
    v[0] = rotl(v[0], 32);
    v[2] += v[3];
    v[3] = rotl(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotl(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotl(v[1], 17) ^ v[2];
    v[2] = rotl(v[2], 32);
}

static void mix_word(struct cairn_hash *hash, uint64_t word)
{
    hash->v[3] ^= word;
    sip_round(hash->v);
    sip_round(hash->v);
    hash->v[0] ^= word;
}

void cairn_hash_init_keyed(struct cairn_hash *hash, uint64_t key0, uint64_t key1)
{
    hash->v[0] = key0 ^ UINT64_C(0x736f6d6570736575);
    hash->v[1] = key1 ^ UINT64_C(0x646f72616e646f6d) ^ 0xee; /* 0xee: 128 bits of output */
    hash->v[2] = key0 ^ UINT64_C(0x6c7967656e657261);
    hash->v[3] = key1 ^ UINT64_C(0x7465646279746573);
    hash->tail = 0;
    hash->bytes = 0;
}

void cairn_hash_init(struct cairn_hash *hash)
{
    cairn_hash_init_keyed(hash, 0, 0);
}

void cairn_hash_bytes(struct cairn_hash *hash, const void *bytes, size_t size)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < size; i++) {
        hash->tail |= (uint64_t)p[i] << 8 * (hash->bytes % 8);
        hash->bytes++;
        if (hash->bytes % 8 == 0) {
            mix_word(hash, hash->tail);
            hash->tail = 0;
        }
    }
}

void cairn_hash_u64(struct cairn_hash *hash, uint64_t value)
{
    unsigned used = 8 * (unsigned)(hash->bytes % 8);

    if (used == 0) {
        mix_word(hash, value);
    } else {
        mix_word(hash, hash->tail | value << used);
        hash->tail = value >> (64 - used);
    }
    hash->bytes += 8;
}

void cairn_hash_i64(struct cairn_hash *hash, int64_t value)
{
    cairn_hash_u64(hash, (uint64_t)value);
}

void cairn_hash_double(struct cairn_hash *hash, double value)
{
    uint64_t bits;

    assert(value == value);
    if (value == 0.0)
        value = 0.0;
    memcpy(&bits, &value, sizeof bits);
    cairn_hash_u64(hash, bits);
}

void cairn_hash_string(struct cairn_hash *hash, const char *text)
{
    size_t size = text ? strlen(text) : 0;

    cairn_hash_u64(hash, text ? size : UINT64_MAX);
    cairn_hash_bytes(hash, text ? text : "", size);
}

struct cairn_hash128 cairn_hash_final(const struct cairn_hash *hash)
{
    struct cairn_hash end = *hash;
    struct cairn_hash128 result;

    mix_word(&end, end.tail | end.bytes << 56);
    end.v[2] ^= 0xee;
    for (int i = 0; i < 4; i++)
        sip_round(end.v);
    result.word[0] = end.v[0] ^ end.v[1] ^ end.v[2] ^ end.v[3];
    end.v[1] ^= 0xdd;
    for (int i = 0; i < 4; i++)
        sip_round(end.v);
    result.word[1] = end.v[0] ^ end.v[1] ^ end.v[2] ^ end.v[3];
    return result;
}

void cairn_hash128_bytes(struct cairn_hash128 value, unsigned char bytes[16])
{
    for (int i = 0; i < 16; i++)
        bytes[i] = (unsigned char)(value.word[i / 8] >> 8 * (i % 8));
}
