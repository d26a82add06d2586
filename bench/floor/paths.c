/* The plain RFC 9162 loop per inclusion path, in C with OpenSSL: `paths COUNT HASHES`, on random bytes, since a hash costs the same
 * whatever it leads to. Prints nanoseconds of processor time a path, for SHA3-256 and for SHA-256.
 * cc -O3 paths.c -o paths -lcrypto */
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double run(const EVP_MD *hash, long count, int hashes) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  uint8_t node[65], leaf[33] = {0};
  unsigned sum = 0;
  clock_t start = clock();
  for (long i = 0; i < count; i++) {
    uint8_t r[32];
    memcpy(leaf + 1, &i, sizeof i);
    EVP_DigestInit_ex(context, hash, NULL);
    EVP_DigestUpdate(context, leaf, sizeof leaf);
    EVP_DigestFinal_ex(context, r, NULL);
    for (int level = 0; level < hashes; level++) {
      node[0] = 1;
      memcpy(node + 1 + 32 * (i >> level & 1 ^ 1), leaf + 1, 32);
      memcpy(node + 1 + 32 * (i >> level & 1), r, 32);
      EVP_DigestInit_ex(context, hash, NULL);
      EVP_DigestUpdate(context, node, sizeof node);
      EVP_DigestFinal_ex(context, r, NULL);
    }
    sum += r[0];
  }
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  if (sum == 1) putchar(' ');
  EVP_MD_CTX_free(context);
  return seconds * 1e9 / count;
}

int main(int argc, char **argv) {
  if (argc != 3) { fprintf(stderr, "usage: paths COUNT HASHES\n"); return 1; }
  long count = atol(argv[1]);
  int hashes = atoi(argv[2]);
  printf("%.0f %.0f\n", run(EVP_sha3_256(), count, hashes), run(EVP_sha256(), count, hashes));
  return 0;
}
