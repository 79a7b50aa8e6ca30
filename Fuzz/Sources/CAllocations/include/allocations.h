#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H
#include <stdint.h>

/* Starts counting: what is allocated from now on, and the most of it that there was at one time. */
void allocations_start(void);
/* The most bytes that were in use at one time since then, beyond what was in use then. */
int64_t allocations_peak(void);
/* Nanoseconds of processor time of this thread. */
uint64_t thread_nanoseconds(void);

#endif
