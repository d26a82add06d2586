/* The floor of the benchmark: what the format asks of the bytes of records.jsonl, in C, on one thread, with the libraries of the
 * system: inflate, CRC-32, SHA3-256 of the entry, record hash and leaf hash of each line, and the fold of the leaves into one
 * root. No JSON is read, no chain, no id, no signature; a trusted zip without zip64.
 * cc -O3 floor.c -o floor -lcrypto -lz */
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { HASH = 32, CHUNK = 1 << 18, LEVELS = 64 };
static const char TAG[19] = "softqcos/record/v1";
static EVP_MD_CTX *context;
static const EVP_MD *sha3;

static void fail(const char *why) { fprintf(stderr, "floor: %s\n", why); exit(1); }
static uint32_t u32(const uint8_t *p) { return p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24; }
static uint32_t u16(const uint8_t *p) { return p[0] | p[1] << 8; }

static void hash2(uint8_t *out, const void *a, size_t an, const void *b, size_t bn) {
  EVP_DigestInit_ex(context, sha3, NULL);
  EVP_DigestUpdate(context, a, an);
  EVP_DigestUpdate(context, b, bn);
  EVP_DigestFinal_ex(context, out, NULL);
}

/* A stack of complete subtrees, one a level. */
static uint8_t level[LEVELS][HASH];
static uint64_t leaves;
static void add_leaf(const uint8_t *leaf) {
  uint8_t node[1 + 2 * HASH], current[HASH];
  memcpy(current, leaf, HASH);
  int at = 0;
  for (uint64_t n = leaves++; n & 1; n >>= 1, at++) {
    node[0] = 1;
    memcpy(node + 1, level[at], HASH);
    memcpy(node + 1 + HASH, current, HASH);
    hash2(current, node, sizeof node, "", 0);
  }
  memcpy(level[at], current, HASH);
}

static void line(const uint8_t *bytes, size_t length) {
  uint8_t record[HASH], leaf[HASH];
  hash2(record, TAG, sizeof TAG, bytes, length);
  hash2(leaf, "\0", 1, record, HASH);
  add_leaf(leaf);
}

int main(int argc, char **argv) {
  if (argc != 2) fail("usage: floor BUNDLE.zip");
  FILE *file = fopen(argv[1], "rb");
  if (!file) fail("no such file");
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  uint8_t end[22];
  fseek(file, size - 22, SEEK_SET);
  if (fread(end, 1, 22, file) != 22 || u32(end) != 0x06054b50) fail("no end record");
  uint32_t directory = u32(end + 16), bytes = u32(end + 12);
  uint8_t *entries = malloc(bytes);
  fseek(file, directory, SEEK_SET);
  if (fread(entries, 1, bytes, file) != bytes) fail("short");
  context = EVP_MD_CTX_new();
  sha3 = EVP_sha3_256();
  for (uint32_t at = 0; at < bytes;) {
    uint8_t *e = entries + at;
    uint32_t name = u16(e + 28);
    at += 46 + name + u16(e + 30) + u16(e + 32);
    if (name != 13 || memcmp(e + 46, "records.jsonl", 13)) continue;
    uint8_t local[30];
    fseek(file, u32(e + 42), SEEK_SET);
    if (fread(local, 1, 30, file) != 30) fail("short");
    fseek(file, u16(local + 26) + u16(local + 28), SEEK_CUR);
    static uint8_t in[CHUNK], out[CHUNK], held[4 << 20];
    size_t kept = 0;
    uint32_t left = u32(e + 20), crc = 0;
    z_stream z = {0};
    inflateInit2(&z, -15);
    EVP_MD_CTX *entry = EVP_MD_CTX_new();
    EVP_DigestInit_ex(entry, sha3, NULL);
    int done = 0;
    while (!done) {
      if (z.avail_in == 0) {
        size_t n = left < CHUNK ? left : CHUNK;
        if (fread(in, 1, n, file) != n) fail("short");
        left -= n, z.next_in = in, z.avail_in = n;
      }
      z.next_out = out, z.avail_out = CHUNK;
      int r = inflate(&z, Z_NO_FLUSH);
      if (r != Z_OK && r != Z_STREAM_END) fail("inflate");
      done = r == Z_STREAM_END;
      size_t n = CHUNK - z.avail_out;
      crc = crc32(crc, out, n);
      EVP_DigestUpdate(entry, out, n);
      const uint8_t *p = out, *stop = out + n, *lf;
      while ((lf = memchr(p, '\n', stop - p))) {
        if (kept) {
          memcpy(held + kept, p, lf - p);
          line(held, kept + (lf - p));
          kept = 0;
        } else line(p, lf - p);
        p = lf + 1;
      }
      if (kept + (stop - p) > sizeof held) fail("line too long");
      memcpy(held + kept, p, stop - p);
      kept += stop - p;
    }
    if (crc != u32(e + 16)) fail("CRC-32");
    uint8_t digest[HASH];
    EVP_DigestFinal_ex(entry, digest, NULL);
    printf("%llu records, top subtree %02x%02x, entry %02x%02x\n", (unsigned long long)leaves, level[0][0], level[0][1], digest[0], digest[1]);
    return 0;
  }
  fail("no records.jsonl");
}
