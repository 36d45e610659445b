/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One process that outlives all others of the program and knows nothing. It
 * sleeps until something happens: a signal, the end of the worker, the end of
 * the terminal, or a clock that jumped; it never wakes by itself.
 *
 * It writes to the terminal without curses, in the standard sequences that
 * term_curses insists on, because the worker may have been cut off in the
 * middle of anything.
 */
#include "config.h"

#include "term/supervisor.h"

#include "base/i18n.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 2000 /* for a worker that was told to lock */
#define AT_ONCE_MS 2000  /* a crash this soon after the start counts */
#define CRASHES_MOST 3
#define SLEPT_MS 1000 /* clocks part that far only while the machine sleeps */

/* Ends half a sequence, then: margins, paste, mouse, keyboard, attributes,
 * character set, wrapping and cursor as a shell expects them. */
#define RESET                                                                                      \
    "\030\033[r\033[?2004l\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?1l\033>\033[0m\033(B"  \
    "\017\033[?7h\033[?25h"
#define WIPE "\033[H\033[2J"
/* Also what scrolled away: a terminal without a second screen, or a multiplexer
 * that was told not to have one, keeps wiped text there. */
#define WIPE_HISTORY "\033[3J"
#define LEAVE "\033[?1049l"

/* After a worker that closed its terminal: only what may be left behind. */
static const char AFTER_CLOSE[] = "\033[?2004l\033[0m\033[?25h" WIPE_HISTORY;
static const char AFTER_CRASH[] = RESET WIPE WIPE_HISTORY LEAVE "\033[0m\033[?25h";

struct supervisor {
    int (*worker)(void *self, enum worker_start start);
    void *self;
    pid_t pid;
    int signals; /* a signalfd */
    int clock;   /* a timerfd that is read when the clock was set or the machine woke up */
    int terminal;
    struct termios modes;
    sigset_t mask;
    bool masked;
    int64_t started, deadline; /* monotonic; deadline -1: none */
    int64_t ahead;
    bool asked; /* this worker was told to lock */
    int ending; /* the signal that ends the program, or 0 */
    bool stopping;
    unsigned crashes;
};

static int64_t clock_ms(clockid_t id)
{
    struct timespec now;

    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t ahead_ms(void)
{
    return clock_ms(CLOCK_BOOTTIME) - clock_ms(CLOCK_MONOTONIC);
}

bool supervisor_slept(int64_t ahead_before, int64_t ahead_now)
{
    return ahead_now - ahead_before >= SLEPT_MS;
}

/* ---- The terminal ---- */

static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = write(STDOUT_FILENO, bytes, length);
        if (count < 0 && errno != EINTR)
            return; /* nobody is there to see it */
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
}

/* Others would show the sequences; term_curses does not open on them either. */
static bool knows_sequences(void)
{
    const char *name = getenv("TERM");

    return name != NULL && strcmp(name, "dumb") != 0;
}

/* What was typed but not read belonged to the worker, and must reach neither
 * the next prompt nor the shell. */
static void restore_terminal(const struct supervisor *supervisor, bool closed)
{
    (void)tcflush(STDIN_FILENO, TCIFLUSH);
    if (!closed)
        (void)tcflush(STDOUT_FILENO, TCOFLUSH);
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &supervisor->modes);
    if (!knows_sequences())
        return;
    if (closed)
        write_all(AFTER_CLOSE, sizeof AFTER_CLOSE - 1);
    else
        write_all(AFTER_CRASH, sizeof AFTER_CRASH - 1);
}

/* ---- The worker ---- */

static bool start_worker(struct supervisor *supervisor, enum worker_start start,
                         struct error *err)
{
    pid_t parent = getpid();

    /* From the background this stops us, as it should, until we are called. */
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &supervisor->modes);
    fflush(NULL);
    supervisor->started = clock_ms(CLOCK_MONOTONIC);
    supervisor->deadline = -1;
    supervisor->asked = false;
    supervisor->ahead = ahead_ms();
    supervisor->pid = fork();
    if (supervisor->pid < 0)
        return error_errno(err, errno, _("a process cannot be started"));
    if (supervisor->pid > 0)
        return true;
    close(supervisor->signals);
    close(supervisor->clock);
    (void)prctl(PR_SET_PDEATHSIG, SIGUSR1, 0, 0, 0);
    exit(getppid() == parent ? supervisor->worker(supervisor->self, start) : WORKER_LOCK);
}

static void ask_to_lock(struct supervisor *supervisor)
{
    (void)kill(supervisor->pid, SIGUSR1);
    if (!supervisor->asked)
        supervisor->deadline = clock_ms(CLOCK_MONOTONIC) + PATIENCE_MS;
    supervisor->asked = true;
}

static void end_program(struct supervisor *supervisor, int signal)
{
    if (supervisor->ending == 0)
        supervisor->ending = signal;
    ask_to_lock(supervisor);
}

static bool ends_program(int signal)
{
    return signal == SIGHUP || signal == SIGTERM || signal == SIGINT || signal == SIGQUIT;
}

static void take_signal(struct supervisor *supervisor)
{
    struct signalfd_siginfo signal;

    if (read(supervisor->signals, &signal, sizeof signal) != (ssize_t)sizeof signal)
        return;
    if (ends_program((int)signal.ssi_signo)) {
        end_program(supervisor, (int)signal.ssi_signo);
    } else if (signal.ssi_signo != SIGCHLD) { /* SIGCONT too: somebody had stopped us */
        supervisor->stopping = supervisor->stopping || signal.ssi_signo == SIGTSTP;
        ask_to_lock(supervisor);
    }
}

/* Armed far in the future: it fires only when the clock is set, as it is after
 * a suspend. */
static bool watch_clock(const struct supervisor *supervisor, struct error *err)
{
    struct itimerspec far = {.it_value = {.tv_sec = INT32_MAX}};

    if (timerfd_settime(supervisor->clock, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far,
                        NULL) != 0)
        return error_errno(err, errno, _("the clock cannot be watched"));
    return true;
}

static void take_clock(struct supervisor *supervisor)
{
    uint64_t count;

    if (read(supervisor->clock, &count, sizeof count) < 0 && errno == ECANCELED)
        (void)watch_clock(supervisor, NULL);
}

static int time_left(const struct supervisor *supervisor)
{
    int64_t left;

    if (supervisor->deadline < 0)
        return -1;
    left = supervisor->deadline - clock_ms(CLOCK_MONOTONIC);
    return left > 0 ? (int)left : 0;
}

static bool worker_ended(const struct supervisor *supervisor, int *status)
{
    pid_t pid;

    do
        pid = waitpid(supervisor->pid, status, WNOHANG);
    while (pid < 0 && errno == EINTR);
    if (pid < 0)
        *status = SIGKILL; /* somebody else has collected it: as if killed */
    return pid != 0;
}

/* Sleeps until the worker has ended. */
static int watch_worker(struct supervisor *supervisor)
{
    int status = 0;

    while (!worker_ended(supervisor, &status)) {
        struct pollfd fds[3] = {{supervisor->signals, POLLIN, 0},
                                {supervisor->clock, POLLIN, 0},
                                {supervisor->terminal, 0, 0}};
        int ready = poll(fds, 3, time_left(supervisor));
        int64_t ahead = ahead_ms();

        if (supervisor_slept(supervisor->ahead, ahead))
            ask_to_lock(supervisor);
        supervisor->ahead = ahead;
        if (ready > 0 && fds[0].revents != 0)
            take_signal(supervisor);
        if (ready > 0 && fds[1].revents != 0)
            take_clock(supervisor);
        if (ready > 0 && fds[2].revents != 0) {
            supervisor->terminal = -1;
            end_program(supervisor, SIGHUP);
        }
        if (time_left(supervisor) == 0) {
            (void)kill(supervisor->pid, SIGKILL);
            supervisor->deadline = -1;
        }
    }
    return status;
}

/* ---- Between workers ---- */

/* Signals that came when no worker was there to be asked, or together with its
 * end: a shell tells the whole group, and the worker may be the first to act. */
static void settle_signals(struct supervisor *supervisor)
{
    struct signalfd_siginfo signal;

    while (read(supervisor->signals, &signal, sizeof signal) == (ssize_t)sizeof signal) {
        if (ends_program((int)signal.ssi_signo))
            supervisor->ending = (int)signal.ssi_signo;
        else if (signal.ssi_signo == SIGTSTP)
            supervisor->stopping = true;
    }
}

/* Nothing is left to see: now stop, as the person or the shell asked. In a
 * session without a shell the kernel lets it pass. */
static void stop_here(struct supervisor *supervisor)
{
    sigset_t stop;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    (void)kill(getpid(), SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    supervisor->stopping = false;
}

/* What follows from how the worker ended. False: the program ends, *EXIT_STATUS
 * says how. */
static bool next_start(struct supervisor *supervisor, int status, enum worker_start *start,
                       int *exit_status)
{
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

    if (code == WORKER_QUIT || code == WORKER_FAILED) {
        *exit_status = code == WORKER_QUIT ? EXIT_SUCCESS : EXIT_FAILURE;
        return false;
    }
    if (code == WORKER_LOCK || supervisor->asked) {
        supervisor->crashes = 0;
        *start = START_LOCKED;
        return true;
    }
    if (clock_ms(CLOCK_MONOTONIC) - supervisor->started < AT_ONCE_MS)
        supervisor->crashes++;
    else
        supervisor->crashes = 1;
    *start = START_CRASHED;
    return true;
}

static bool closed_terminal(int status)
{
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

    return code == WORKER_QUIT || code == WORKER_LOCK || code == WORKER_FAILED;
}

static bool run_workers(struct supervisor *supervisor, int *exit_status, struct error *err)
{
    enum worker_start start = START_FRESH;

    for (;;) {
        int status;

        if (!start_worker(supervisor, start, err))
            return false;
        status = watch_worker(supervisor);
        restore_terminal(supervisor, closed_terminal(status));
        settle_signals(supervisor);
        if (supervisor->ending == 0 && !next_start(supervisor, status, &start, exit_status))
            return true;
        if (supervisor->crashes >= CRASHES_MOST)
            return error_set(err, ERROR_IO,
                             _("the program ended unexpectedly three times in a row; what was "
                               "saved is safe. Try \"verhaal verify\", or another terminal"));
        while (supervisor->stopping && supervisor->ending == 0) {
            stop_here(supervisor);
            settle_signals(supervisor);
        }
        if (supervisor->ending != 0) {
            *exit_status = 128 + supervisor->ending;
            return true;
        }
    }
}

static bool prepare(struct supervisor *supervisor, struct error *err)
{
    static const int WATCHED[] = {SIGHUP,  SIGTERM, SIGINT,  SIGQUIT, SIGTSTP,
                                  SIGUSR1, SIGCONT, SIGCHLD};
    sigset_t set;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return error_set(err, ERROR_UNSUPPORTED,
                         _("the full screen needs a terminal on standard input and output; use a "
                           "subcommand or the plain dialogue (--plain)"));
    if (tcgetattr(STDIN_FILENO, &supervisor->modes) != 0)
        return error_errno(err, errno, _("the terminal's modes cannot be read"));
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof WATCHED / sizeof *WATCHED; i++)
        sigaddset(&set, WATCHED[i]);
    if (sigprocmask(SIG_BLOCK, &set, &supervisor->mask) != 0)
        return error_errno(err, errno, _("signals cannot be held back"));
    supervisor->masked = true;
    supervisor->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    supervisor->clock = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (supervisor->signals < 0 || supervisor->clock < 0)
        return error_errno(err, errno, _("signals cannot be received"));
    return watch_clock(supervisor, err);
}

bool supervisor_run(int (*worker)(void *self, enum worker_start start), void *self,
                    int *exit_status, struct error *err)
{
    struct supervisor supervisor = {.worker = worker,
                                    .self = self,
                                    .signals = -1,
                                    .clock = -1,
                                    .terminal = STDIN_FILENO,
                                    .deadline = -1};
    bool ok = prepare(&supervisor, err) && run_workers(&supervisor, exit_status, err);

    if (supervisor.signals >= 0) {
        settle_signals(&supervisor);
        close(supervisor.signals);
    }
    if (supervisor.clock >= 0)
        close(supervisor.clock);
    if (supervisor.masked)
        sigprocmask(SIG_SETMASK, &supervisor.mask, NULL);
    return ok;
}
