/* Moves the wall clock of a process by the milliseconds in a file, which may change while it runs.
 * cc -shared -fPIC -O2 -o clock.so clock.c -ldl; LD_PRELOAD=clock.so PLAYHEAD_CLOCK=FILE java ...
 * The file is one 8-byte integer in the machine's byte order. Other clocks are left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef int (*gettime_function)(clockid_t, struct timespec *);

static gettime_function real_gettime;
static volatile const long long *offset_ms;

__attribute__((constructor)) static void start(void) {
  real_gettime = (gettime_function)dlsym(RTLD_NEXT, "clock_gettime");
  const char *path = getenv("PLAYHEAD_CLOCK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *mapped = mmap(0, sizeof(long long), PROT_READ, MAP_SHARED, file, 0);
    offset_ms = mapped == MAP_FAILED ? 0 : mapped;
    close(file);
  }
}

int clock_gettime(clockid_t id, struct timespec *now) {
  if (!real_gettime) {
    start();
  }
  int result = real_gettime(id, now);
  if (result == 0 && id == CLOCK_REALTIME && offset_ms) {
    long long offset = *offset_ms;
    now->tv_sec += offset / 1000;
    now->tv_nsec += (offset % 1000) * 1000000;
    if (now->tv_nsec >= 1000000000) {
      now->tv_sec++;
      now->tv_nsec -= 1000000000;
    } else if (now->tv_nsec < 0) {
      now->tv_sec--;
      now->tv_nsec += 1000000000;
    }
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec exact;
  int result = clock_gettime(CLOCK_REALTIME, &exact);
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return result;
}

time_t time(time_t *where) {
  struct timespec exact;
  clock_gettime(CLOCK_REALTIME, &exact);
  if (where) {
    *where = exact.tv_sec;
  }
  return exact.tv_sec;
}
