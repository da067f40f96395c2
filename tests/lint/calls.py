# calls.py - functions that are not called: the clock, chance, a shell, what overruns
#
# SPDX-License-Identifier: GPL-3.0-or-later
import lint

# A name here is wrong even where its address is only taken; NAME( only where it is called,
# because the word has other uses. Members (x->time) are somebody else's.
CLOCK = r'''(?<![\w.>])(g_get_real_time|g_get_monotonic_time|g_get_current_time|clock_gettime
 |gettimeofday|timespec_get|g_date_time_new_now\w*|g_source_get_time|g_timer_new|ftime
 |(?:time|times|clock)(?=\s*\())\b'''
CHANCE = r'''(?<![\w.>])(g_random_\w+|g_rand_\w+|getrandom|getentropy|arc4random\w*|gnutls_rnd
 |g_uuid_string_random|[dejlmn]rand48|rand_r|(?:s?rand|s?random)(?=\s*\())\b'''
SHELL = r'''(?<![\w.>])(popen|g_spawn_command_line_\w+|g_shell_parse_argv|wordexp
 |system(?=\s*\())\b'''
SHELL_NAME = r'"(?:/bin/|/usr/bin/)?(?:ba|da)?sh"'
UNSAFE = r'''(?<![\w.>])(strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strtok|alloca|g_alloca
 |g_newa0?|goto(?=\s+\w))\b'''


def one_line(pattern):
    return ''.join(pattern.split())


RULES = [
    (one_line(CLOCK), 'asks for the time: only base/ may, others are given a MusterClock',
     ('src/base/', 'tests/')),
    (one_line(CHANCE), 'asks for chance: only base/ may, others are given the bytes',
     ('src/base/', 'tests/')),
    (one_line(SHELL), 'starts a shell or reads like one', ()),
    (one_line(UNSAFE), 'is not used here: it overruns, or hides the way out', ()),
]


def check(tree):
    for path in tree.files('.c', '.h', under=['src/', 'tests/']):
        text = tree.code(path)
        for pattern, why, exempt in RULES:
            if not path.startswith(exempt):
                for number, match in lint.lines(text, pattern):
                    yield f'{path}:{number}: {match.group(1)} {why}'
        if path.startswith('src/'):
            for number, match in lint.lines(tree.code(path, strings=True), SHELL_NAME):
                yield f'{path}:{number}: {match.group()} names a shell'


lint.main(
    check,
    planted=[
        ({'src/hub/a.c': 'gint64 t = g_get_real_time ();\n'}, 'g_get_real_time asks'),
        ({'src/hub/a.c': 'x.now = g_get_monotonic_time;\n'}, 'g_get_monotonic_time asks'),
        ({'src/console/a.c': 'time_t t = time (NULL);\n'}, 'time asks'),
        ({'src/wire/a.c': 'g_date_time_new_now_utc ();\n'}, 'g_date_time_new_now_utc asks'),
        ({'src/journal/a.c': 'clock_gettime (CLOCK_BOOTTIME, &ts);\n'}, 'clock_gettime asks'),
        ({'src/link/a.c': 'g_random_int_range (0, 9);\n'}, 'g_random_int_range asks'),
        ({'src/link/a.c': 'int x = rand();\n'}, 'rand asks'),
        ({'src/hub/a.c': 'gnutls_rnd (GNUTLS_RND_KEY, b, 16);\n'}, 'gnutls_rnd asks'),
        ({'src/hub/a.c': 'system ("x");\n'}, 'system starts'),
        ({'tests/hub/a.c': 'popen ("x", "r");\n'}, 'popen starts'),
        ({'src/base/a.c': 'g_spawn_command_line_async (s, NULL);\n'}, 'g_spawn_command_line'),
        ({'src/hub/a.c': 'const char *argv[] = { "/bin/sh", "-c", s };\n'}, 'names a shell'),
        ({'src/hub/a.c': 'strcpy (a, b);\n'}, 'strcpy is not'),
        ({'src/hub/a.c': '  goto out;\n'}, 'goto is not'),
        ({'tests/base/a.c': 'char *p = g_alloca (n);\n'}, 'g_alloca is not'),
        ({'src/base/a.c': 'sprintf (s, "%d", 1);\n'}, 'sprintf is not'),
    ],
    clean={
        'src/base/clock.c': 'return g_get_real_time ();\n',
        'tests/hub/load.c': 'gint64 began = g_get_monotonic_time ();\n',
        'src/console/a.c': 'gdk_frame_clock_get_frame_time (c); g_timeout_add (9, f, NULL);\n',
        'src/hub/a.c': '/* never system () */ log ("goto x; time (NULL)"); g_snprintf (s, 9, f);\n'
                       'gint64 time; x->time (y); run_time (z); muster_clock_now_us (clock);\n',
    })
