/* Counts what the process allocates, by standing in for malloc and its kin. */
#define _GNU_SOURCE
#include "allocations.h"
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static _Atomic int64_t live, peak, base;

static void *count(void *p) {
  if (p) {
    int64_t now = atomic_fetch_add(&live, (int64_t)malloc_usable_size(p)) + (int64_t)malloc_usable_size(p);
    int64_t most = atomic_load(&peak);
    while (now > most && !atomic_compare_exchange_weak(&peak, &most, now)) {}
  }
  return p;
}

static void uncount(void *p) {
  if (p) atomic_fetch_sub(&live, (int64_t)malloc_usable_size(p));
}

void *malloc(size_t size) { return count(__libc_malloc(size)); }
void *calloc(size_t n, size_t size) { return count(__libc_calloc(n, size)); }
void free(void *p) { uncount(p); __libc_free(p); }
void *memalign(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size)); }

void *realloc(void *p, size_t size) {
  uncount(p);
  void *q = __libc_realloc(p, size);
  count(q ? q : p);
  return q;
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  void *p = count(__libc_memalign(alignment, size));
  if (!p) return ENOMEM;
  *result = p;
  return 0;
}

void allocations_start(void) {
  int64_t now = atomic_load(&live);
  atomic_store(&base, now);
  atomic_store(&peak, now);
}

int64_t allocations_peak(void) { return atomic_load(&peak) - atomic_load(&base); }

uint64_t thread_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
