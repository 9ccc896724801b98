/*
 * Runs before anything else of noble-edge on linux-x64. An ahead-of-time executable is compiled for one level of the
 * instruction set, x86-64-v3 (AVX2) or x86-64-v4 (AVX-512): the compiler can not put both into one program and choose at
 * run time. So there are two, and noble-edge, the v3 one, becomes noble-edge.avx512 where the CPU is able to: the same
 * process, with the same arguments and environment, before its runtime has started.
 *
 * NOBLE_EDGE_VECTORS: auto (default), avx2 or avx512.
 */
#include <cpuid.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_MISTAKE 2
#define SUFFIX ".avx512"

static int has(uint32_t bits, uint32_t wanted) { return (bits & wanted) == wanted; }

/* The registers that the operating system saves, XCR0; 0 where it saves none of the wide ones. */
static uint32_t saved_registers(void)
{
    uint32_t a, b, c, d, low, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !has(c, 1u << 27)) /* OSXSAVE */
        return 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static int has_avx2(void)
{
    uint32_t a, b, c, d;
    if (!has(saved_registers(), 0x06)) /* XMM, YMM */
        return 0;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !has(c, 1u << 12 | 1u << 22 | 1u << 28 | 1u << 29)) /* FMA, MOVBE, AVX, F16C */
        return 0;
    if (!__get_cpuid(0x80000001, &a, &b, &c, &d) || !has(c, 1u << 5)) /* LZCNT */
        return 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && has(b, 1u << 3 | 1u << 5 | 1u << 8); /* BMI1, AVX2, BMI2 */
}

static int has_avx512(void)
{
    uint32_t a, b, c, d;
    return has_avx2() && has(saved_registers(), 0xe6) /* and masks, upper halves, upper 16 registers */
        && __get_cpuid_count(7, 0, &a, &b, &c, &d)
        && has(b, 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31); /* F, DQ, CD, BW, VL */
}

static void refuse(const char *what, const char *why)
{
    fprintf(stderr, "noble-edge: error: %s%s\n", what, why);
    _exit(EXIT_MISTAKE);
}

#ifdef NOBLE_EDGE_AVX512

__attribute__((constructor)) static void check_vectors(void)
{
    if (!has_avx512())
        refuse("this is the executable for CPUs with AVX-512, and this CPU has none: ", "start noble-edge, which chooses");
}

#else

__attribute__((constructor)) static void choose_vectors(int argc, char **argv, char **environment)
{
    const char *wish = getenv("NOBLE_EDGE_VECTORS");
    (void)argc;
    if (wish == NULL || *wish == '\0')
        wish = "auto";
    int only_wide = strcmp(wish, "avx512") == 0;
    if (!only_wide && strcmp(wish, "auto") != 0 && strcmp(wish, "avx2") != 0) {
        fprintf(stderr, "noble-edge: error: NOBLE_EDGE_VECTORS='%s': expected auto, avx2 or avx512\n", wish);
        _exit(EXIT_MISTAKE);
    }
    if (!has_avx2())
        refuse("this CPU has no AVX2", ", which noble-edge for linux-x64 needs (Intel since Haswell, 2013, AMD since Excavator, 2015)");
    if (strcmp(wish, "avx2") == 0)
        return;
    if (!has_avx512()) {
        if (only_wide)
            refuse("NOBLE_EDGE_VECTORS=avx512: ", "this CPU or its operating system has no AVX-512 (F, BW, CD, DQ, VL)");
        return;
    }

    char path[PATH_MAX + sizeof SUFFIX];
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
    if (length < 0)
        length = 0;
    strcpy(path + length, SUFFIX);
    execve(path, argv, environment);

    /* Still here. That the second executable is not there, noble-edge itself says wherever it names its engine. */
    if (only_wide || errno != ENOENT)
        fprintf(stderr, "noble-edge: %s: cannot start %s: %s\n", only_wide ? "error" : "warning", path, strerror(errno));
    if (only_wide)
        _exit(EXIT_MISTAKE);
}

#endif
