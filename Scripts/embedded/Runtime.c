/* What Embedded Swift needs of a system, for a 32-bit Linux program without a C library. */
typedef unsigned int size_t;
static int call(int number, int a, int b, int c) {
  int result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c) : "memory");
  return result;
}
static char heap[1 << 22];
static size_t top;
int posix_memalign(void **place, size_t alignment, size_t count) {
  if (alignment < 16) alignment = 16;
  top = (top + alignment - 1) & ~(alignment - 1);
  if (top > sizeof heap || count > sizeof heap - top) return 12;
  *place = heap + top;
  top += count;
  return 0;
}
void free(void *place) { (void)place; }
void *memset(void *to, int value, size_t count) {
  char *a = to;
  while (count--) *a++ = value;
  return to;
}
void *memmove(void *to, const void *from, size_t count) {
  char *a = to;
  const char *b = from;
  if (a < b) while (count--) *a++ = *b++;
  else while (count--) a[count] = b[count];
  return to;
}
void *memcpy(void *to, const void *from, size_t count) { return memmove(to, from, count); }
int memcmp(const void *x, const void *y, size_t count) {
  const unsigned char *a = x, *b = y;
  for (; count--; a++, b++) if (*a != *b) return *a - *b;
  return 0;
}
int putchar(int c) {
  char text = c;
  call(4, 1, (int)&text, 1);
  return c;
}
void arc4random_buf(void *place, size_t count) { memset(place, 7, count); }
unsigned long long __udivdi3(unsigned long long a, unsigned long long b) {
  unsigned long long quotient = 0, rest = 0;
  for (int bit = 63; bit >= 0; bit--) {
    rest = rest << 1 | (a >> bit & 1);
    if (rest >= b) { rest -= b; quotient |= 1ull << bit; }
  }
  return quotient;
}
unsigned long long __umoddi3(unsigned long long a, unsigned long long b) { return a - __udivdi3(a, b) * b; }
/* Shifts of 64 bits, of halves, since a shift here would be a call of itself. */
union word { unsigned long long whole; struct { unsigned low, high; } half; };
unsigned long long __lshrdi3(unsigned long long value, int count) {
  union word w = {value};
  if (count & 32) { w.half.low = w.half.high >> (count & 31); w.half.high = 0; }
  else if (count) { w.half.low = w.half.low >> count | w.half.high << (32 - count); w.half.high >>= count; }
  return w.whole;
}
unsigned long long __ashldi3(unsigned long long value, int count) {
  union word w = {value};
  if (count & 32) { w.half.high = w.half.low << (count & 31); w.half.low = 0; }
  else if (count) { w.half.high = w.half.high << count | w.half.low >> (32 - count); w.half.low <<= count; }
  return w.whole;
}
long long __divdi3(long long a, long long b) {
  unsigned long long q = __udivdi3(a < 0 ? -(unsigned long long)a : a, b < 0 ? -(unsigned long long)b : b);
  return (a < 0) != (b < 0) ? -q : q;
}
unsigned __stack_chk_guard = 0x1234;
void __stack_chk_fail(void) { __builtin_trap(); }
extern int check(int);
/* Runs one case after the other; after a trap the last number is on nobody's screen, so a debugger shows it. */
void begin(void) {
  for (int index = 0;; index++) {
    char text[] = "case 00 fails\n";
    text[5] += index / 10;
    text[6] += index % 10;
    int verdict = check(index);
    if (verdict < 0) call(1, 0, 0, 0);
    if (verdict) { call(4, 2, (int)text, sizeof text - 1); call(1, 1, 0, 0); }
  }
}
__asm__(".globl _start\n_start: and $-16, %esp\n call begin\n");
