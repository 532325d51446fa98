/*
 * Preloaded into a process, makes the files below one folder a store that fails or stalls now and then, or fails
 * at one call of your choice.
 *
 *   UNRELIABLE_ROOT    the folder; files with UNRELIABLE_BUT in their path are left alone
 *   UNRELIABLE_PROGRAM only processes of this name; none: all
 *   UNRELIABLE_LOG     gets a line for each failure and each stall
 *
 * Now and then:
 *   UNRELIABLE_FAILS   one call in so many fails with an I/O error; 0: none
 *   UNRELIABLE_STALLS  one call in so many takes UNRELIABLE_MILLIS longer; 0: none
 *   UNRELIABLE_SEED    of the draws
 *
 * At one call: opens, writes, fsyncs, renames, deletions and connections are counted, of all processes together.
 *   UNRELIABLE_COUNTER a file of 8 bytes, zero at first: the calls counted so far
 *   UNRELIABLE_NTH     the call that the fault strikes, from 1; 0: none, so that the counter tells how many there are
 *   UNRELIABLE_FAULT   eio: that call fails; enospc: from that call on nothing can be written;
 *                      kill: the process dies there, in the middle of a write
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define PATH_BYTES 4096

static atomic_ulong calls;
static atomic_ulong *counter;
static int is_meant;

static unsigned long number(const char *name) {
    const char *text = getenv(name);
    return text == NULL ? 0 : strtoul(text, NULL, 10);
}

#define REAL(type, name, ...)                                  \
    static type (*real)(__VA_ARGS__);                          \
    if (real == NULL) {                                        \
        *(void **)&real = dlsym(RTLD_NEXT, name);              \
    }

static int really_open(const char *path, int flags, int mode) {
    REAL(int, "open", const char *, int, ...)
    return real(path, flags, mode);
}

static ssize_t really_write(int file, const void *from, size_t n) {
    REAL(ssize_t, "write", int, const void *, size_t)
    return real(file, from, n);
}

__attribute__((constructor)) static void begin(void) {
    const char *program = getenv("UNRELIABLE_PROGRAM");
    is_meant = program == NULL || strcmp(program, program_invocation_short_name) == 0;
    const char *shared = getenv("UNRELIABLE_COUNTER");
    if (is_meant && shared != NULL) {
        int file = really_open(shared, O_RDWR, 0);
        if (file >= 0) {
            void *page = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
            counter = page == MAP_FAILED ? NULL : page;
            close(file);
        }
    }
}

/* splitmix64 */
static unsigned long draw(unsigned long n) {
    unsigned long z = number("UNRELIABLE_SEED") + n * 0x9e3779b97f4a7c15UL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
    return z ^ (z >> 31);
}

static void note(const char *what, const char *call, const char *path) {
    const char *log = getenv("UNRELIABLE_LOG");
    if (log != NULL) {
        char line[PATH_BYTES + 64];
        int length = snprintf(line, sizeof line, "%s %s %s\n", what, call, path);
        int file = really_open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
        if (file >= 0) {
            if (really_write(file, line, length) < 0) {
                abort();
            }
            close(file);
        }
    }
}

/* What a call of one kind needs to be struck at its number. */
enum kind { READS, GROWS, CHANGES, CONNECTS };

static int is_below_root(const char *path, char *whole) {
    const char *root = getenv("UNRELIABLE_ROOT");
    const char *but = getenv("UNRELIABLE_BUT");
    if (root == NULL || path == NULL) {
        return 0;
    }
    if (path[0] == '/') {
        snprintf(whole, PATH_BYTES, "%s", path);
    } else {
        char folder[PATH_BYTES / 2];
        if (getcwd(folder, sizeof folder) == NULL) {
            return 0;
        }
        snprintf(whole, PATH_BYTES, "%s/%s", folder, path);
    }
    return strncmp(whole, root, strlen(root)) == 0 && (but == NULL || strstr(whole, but) == NULL);
}

/* Whether the fault strikes this call; of a process that is to die the caller decides how. */
static int is_struck(enum kind kind, const char *call, const char *path) {
    const char *fault = getenv("UNRELIABLE_FAULT");
    unsigned long chosen = number("UNRELIABLE_NTH");
    if (counter == NULL || kind == READS) {
        return 0;
    }
    unsigned long n = atomic_fetch_add(counter, 1) + 1;
    if (chosen == 0 || fault == NULL || n < chosen) {
        return 0;
    }
    int full = strcmp(fault, "enospc") == 0;
    if (n > chosen && !(full && kind == GROWS)) {
        return 0;
    }
    if (n == chosen) {
        note(fault, call, path);
    }
    errno = kind == CONNECTS ? ECONNREFUSED : full ? ENOSPC : EIO;
    return 1;
}

static int dies(void) {
    const char *fault = getenv("UNRELIABLE_FAULT");
    return fault != NULL && strcmp(fault, "kill") == 0;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    pause();
}

static int fails(enum kind kind, const char *call, const char *path) {
    char whole[PATH_BYTES];
    if (!is_meant || !is_below_root(path, whole)) {
        return 0;
    }
    unsigned long drawn = draw(atomic_fetch_add(&calls, 1));
    unsigned long stalls = number("UNRELIABLE_STALLS");
    unsigned long fail = number("UNRELIABLE_FAILS");
    if (stalls > 0 && (drawn >> 32) % stalls == 0) {
        unsigned long millis = number("UNRELIABLE_MILLIS");
        struct timespec time = {millis / 1000, (millis % 1000) * 1000000};
        note("stall", call, whole);
        nanosleep(&time, NULL);
    }
    if (fail > 0 && (drawn & 0xffffffff) % fail == 0) {
        note("fail", call, whole);
        errno = EIO;
        return 1;
    }
    return is_struck(kind, call, whole);
}

static int fails_or_dies(enum kind kind, const char *call, const char *path) {
    int failed = fails(kind, call, path);
    if (failed && dies()) {
        die();
    }
    return failed;
}

static const char *path_of(int file, char *path) {
    char link[64];
    int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_BYTES - 1);
    errno = saved;
    path[length < 0 ? 0 : length] = '\0';
    return path;
}

#define OPEN(name)                                             \
    int name(const char *path, int flags, ...) {               \
        REAL(int, #name, const char *, int, ...)               \
        va_list more;                                          \
        va_start(more, flags);                                 \
        int mode = va_arg(more, int);                          \
        va_end(more);                                          \
        enum kind kind = (flags & O_CREAT) != 0 ? GROWS : CHANGES; \
        return fails_or_dies(kind, "open", path) ? -1 : real(path, flags, mode); \
    }

OPEN(open)
OPEN(open64)

#define OPEN_AT(name)                                          \
    int name(int folder, const char *path, int flags, ...) {   \
        REAL(int, #name, int, const char *, int, ...)          \
        va_list more;                                          \
        va_start(more, flags);                                 \
        int mode = va_arg(more, int);                          \
        va_end(more);                                          \
        enum kind kind = (flags & O_CREAT) != 0 ? GROWS : CHANGES; \
        char place[PATH_BYTES];                                \
        char whole[2 * PATH_BYTES + 1];                        \
        if (folder == AT_FDCWD || path[0] == '/') {            \
            snprintf(whole, sizeof whole, "%s", path);         \
        } else {                                               \
            snprintf(whole, sizeof whole, "%s/%s", path_of(folder, place), path); \
        }                                                      \
        return fails_or_dies(kind, "open", whole) ? -1 : real(folder, path, flags, mode); \
    }

OPEN_AT(openat)
OPEN_AT(openat64)

#define ON_FILE(name, type, kind, shown, parameters, arguments, ...) \
    type name parameters {                                     \
        REAL(type, #name, __VA_ARGS__)                         \
        char path[PATH_BYTES];                                 \
        return is_meant && fails_or_dies(kind, shown, path_of(file, path)) ? -1 : real arguments; \
    }

/* Who dies in a write has written half of it. */
#define WRITE(name, parameters, arguments, half, ...)          \
    ssize_t name parameters {                                  \
        REAL(ssize_t, #name, __VA_ARGS__)                      \
        char path[PATH_BYTES];                                 \
        if (!is_meant || !fails(GROWS, "write", path_of(file, path))) { \
            return real arguments;                             \
        }                                                      \
        if (dies()) {                                          \
            if (real half < 0) {                               \
                abort();                                       \
            }                                                  \
            die();                                             \
        }                                                      \
        return -1;                                             \
    }

ON_FILE(read, ssize_t, READS, "read", (int file, void *to, size_t n), (file, to, n), int, void *, size_t)
ON_FILE(pread64, ssize_t, READS, "read", (int file, void *to, size_t n, off64_t at), (file, to, n, at), int, void *, size_t, off64_t)
ON_FILE(pread, ssize_t, READS, "read", (int file, void *to, size_t n, off_t at), (file, to, n, at), int, void *, size_t, off_t)
WRITE(write, (int file, const void *from, size_t n), (file, from, n), (file, from, n / 2), int, const void *, size_t)
WRITE(pwrite64, (int file, const void *from, size_t n, off64_t at), (file, from, n, at), (file, from, n / 2, at), int, const void *, size_t, off64_t)
WRITE(pwrite, (int file, const void *from, size_t n, off_t at), (file, from, n, at), (file, from, n / 2, at), int, const void *, size_t, off_t)
WRITE(writev, (int file, const struct iovec *from, int n), (file, from, n), (file, from, n / 2), int, const struct iovec *, int)
WRITE(pwritev, (int file, const struct iovec *from, int n, off_t at), (file, from, n, at), (file, from, n / 2, at), int, const struct iovec *, int, off_t)
ON_FILE(ftruncate64, int, GROWS, "truncate", (int file, off64_t size), (file, size), int, off64_t)
ON_FILE(ftruncate, int, GROWS, "truncate", (int file, off_t size), (file, size), int, off_t)
ON_FILE(fsync, int, CHANGES, "fsync", (int file), (file), int)
ON_FILE(fdatasync, int, CHANGES, "fsync", (int file), (file), int)

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *)
    return fails_or_dies(CHANGES, "rename", to) ? -1 : real(from, to);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *)
    return fails_or_dies(CHANGES, "unlink", path) ? -1 : real(path);
}

int rmdir(const char *path) {
    REAL(int, "rmdir", const char *)
    return fails_or_dies(CHANGES, "rmdir", path) ? -1 : real(path);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t)
    return fails_or_dies(GROWS, "mkdir", path) ? -1 : real(path, mode);
}

int connect(int socket, const struct sockaddr *address, socklen_t length) {
    REAL(int, "connect", int, const struct sockaddr *, socklen_t)
    int is_ours = address->sa_family == AF_INET || address->sa_family == AF_INET6;
    if (is_meant && is_ours && is_struck(CONNECTS, "connect", "the warehouse")) {
        if (dies()) {
            die();
        }
        return -1;
    }
    return real(socket, address, length);
}
