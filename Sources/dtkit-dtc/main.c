// The five tools of dtc as one small program; what it does is in the room DropIn.
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

extern int dropin_main(int count, const char *const *words);

// Embedded Swift takes all its memory by this. What malloc gives is aligned well enough for nearly all of it, and the C
// library's own takes as long again to find that out.
int posix_memalign(void **place, size_t alignment, size_t size) {
  void *memory = alignment <= _Alignof(max_align_t) ? malloc(size) : aligned_alloc(alignment, size);
  if (!memory) return ENOMEM;
  *place = memory;
  return 0;
}

int main(int count, char **words) { return dropin_main(count, (const char *const *)words); }
