/*
 * Preloaded into a process, makes the files below one folder a store that fails or stalls now and then.
 *
 *   UNRELIABLE_ROOT   the folder; files with UNRELIABLE_BUT in their path are left alone
 *   UNRELIABLE_FAILS  one call in so many fails with an I/O error; 0: none
 *   UNRELIABLE_STALLS one call in so many takes UNRELIABLE_MILLIS longer; 0: none
 *   UNRELIABLE_SEED   of the draws
 *   UNRELIABLE_LOG    gets a line for each failure and each stall
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static atomic_ulong calls;

static unsigned long number(const char *name) {
    const char *text = getenv(name);
    return text == NULL ? 0 : strtoul(text, NULL, 10);
}

/* splitmix64 */
static unsigned long draw(unsigned long n) {
    unsigned long z = number("UNRELIABLE_SEED") + n * 0x9e3779b97f4a7c15UL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
    return z ^ (z >> 31);
}

static void note(const char *what, const char *call, const char *path) {
    static ssize_t (*write_there)(int, const void *, size_t);
    static int (*open_there)(const char *, int, ...);
    if (write_there == NULL) {
        *(void **)&write_there = dlsym(RTLD_NEXT, "write");
        *(void **)&open_there = dlsym(RTLD_NEXT, "open");
    }
    const char *log = getenv("UNRELIABLE_LOG");
    if (log != NULL) {
        char line[4096];
        int length = snprintf(line, sizeof line, "%s %s %s\n", what, call, path);
        int file = open_there(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
        if (file >= 0) {
            if (write_there(file, line, length) < 0) {
                abort();
            }
            close(file);
        }
    }
}

static int fails(const char *call, const char *path) {
    const char *root = getenv("UNRELIABLE_ROOT");
    const char *but = getenv("UNRELIABLE_BUT");
    if (root == NULL || path == NULL || strncmp(path, root, strlen(root)) != 0
        || (but != NULL && strstr(path, but) != NULL)) {
        return 0;
    }
    unsigned long drawn = draw(atomic_fetch_add(&calls, 1));
    unsigned long stalls = number("UNRELIABLE_STALLS");
    unsigned long fail = number("UNRELIABLE_FAILS");
    if (stalls > 0 && (drawn >> 32) % stalls == 0) {
        unsigned long millis = number("UNRELIABLE_MILLIS");
        struct timespec time = {millis / 1000, (millis % 1000) * 1000000};
        note("stall", call, path);
        nanosleep(&time, NULL);
    }
    if (fail > 0 && (drawn & 0xffffffff) % fail == 0) {
        note("fail", call, path);
        errno = EIO;
        return 1;
    }
    return 0;
}

static int fails_of(const char *call, int file) {
    char link[64];
    char path[4096];
    int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (length < 0) {
        return 0;
    }
    path[length] = '\0';
    return fails(call, path);
}

#define REAL(type, name, ...)                                  \
    static type (*real)(__VA_ARGS__);                          \
    if (real == NULL) {                                        \
        *(void **)&real = dlsym(RTLD_NEXT, name);              \
    }

#define OPEN(name)                                             \
    int name(const char *path, int flags, ...) {               \
        REAL(int, #name, const char *, int, ...)               \
        va_list more;                                          \
        va_start(more, flags);                                 \
        int mode = va_arg(more, int);                          \
        va_end(more);                                          \
        return fails("open", path) ? -1 : real(path, flags, mode); \
    }

OPEN(open)
OPEN(open64)

#define ON_FILE(name, type, shown, parameters, arguments, ...) \
    type name parameters {                                     \
        REAL(type, #name, __VA_ARGS__)                         \
        return fails_of(shown, file) ? -1 : real arguments;    \
    }

ON_FILE(read, ssize_t, "read", (int file, void *to, size_t n), (file, to, n), int, void *, size_t)
ON_FILE(pread64, ssize_t, "read", (int file, void *to, size_t n, off64_t at), (file, to, n, at), int, void *, size_t, off64_t)
ON_FILE(pread, ssize_t, "read", (int file, void *to, size_t n, off_t at), (file, to, n, at), int, void *, size_t, off_t)
ON_FILE(write, ssize_t, "write", (int file, const void *from, size_t n), (file, from, n), int, const void *, size_t)
ON_FILE(pwrite64, ssize_t, "write", (int file, const void *from, size_t n, off64_t at), (file, from, n, at), int, const void *, size_t, off64_t)
ON_FILE(pwrite, ssize_t, "write", (int file, const void *from, size_t n, off_t at), (file, from, n, at), int, const void *, size_t, off_t)
ON_FILE(writev, ssize_t, "write", (int file, const struct iovec *from, int n), (file, from, n), int, const struct iovec *, int)
ON_FILE(fsync, int, "fsync", (int file), (file), int)
ON_FILE(fdatasync, int, "fsync", (int file), (file), int)

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *)
    return fails("rename", to) ? -1 : real(from, to);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *)
    return fails("unlink", path) ? -1 : real(path);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t)
    return fails("mkdir", path) ? -1 : real(path, mode);
}
