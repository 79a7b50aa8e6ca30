// The calls of POSIX that files are read and written with, also where Swift has no module of the C library (Embedded).
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Swift sees neither functions with any number of arguments nor errno.
static inline int posix_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }
static inline int posix_error(void) { return errno; }
