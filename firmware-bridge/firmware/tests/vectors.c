#include "vectors.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *vectors_folder = ".";

static _Noreturn void give_up(const char *what, const char *text)
{
    printf("vectors: %s: %s\n", what, text);
    exit(2);
}

void vectors_open(vectors *reader, const char *name)
{
    char path[4096];
    const int length = snprintf(path, sizeof path, "%s/%s", vectors_folder, name);
    reader->file = length > 0 && (size_t)length < sizeof path ? fopen(path, "r") : NULL;
    if (reader->file == NULL) {
        give_up("cannot open", path);
    }
}

bool vectors_next(vectors *reader)
{
    do {
        if (fgets(reader->line, sizeof reader->line, reader->file) == NULL) {
            fclose(reader->file);
            reader->file = NULL;
            return false;
        }
        if (strchr(reader->line, '\n') == NULL) {
            give_up("line too long", reader->line);
        }
    } while (reader->line[0] == '#' || reader->line[0] == '\n');

    reader->fields = 0;
    for (char *at = strtok(reader->line, " \n"); at != NULL; at = strtok(NULL, " \n")) {
        if (reader->fields == VECTOR_FIELDS_MAX) {
            give_up("too many fields", at);
        }
        reader->field[reader->fields++] = at;
    }
    return true;
}

static uint8_t digit(char character)
{
    const char *digits = "0123456789abcdef";
    const char *at = character == '\0' ? NULL : strchr(digits, character);
    if (at == NULL) {
        give_up("not a hexadecimal digit", (char[]){character, '\0'});
    }
    return (uint8_t)(at - digits);
}

size_t vector_bytes(const char *text, uint8_t bytes[VECTOR_BYTES_MAX])
{
    if (vector_is(text, "-")) {
        return 0;
    }
    const size_t length = strlen(text);
    if (length % 2 != 0 || length / 2 > VECTOR_BYTES_MAX) {
        give_up("wrong number of digits", text);
    }
    for (size_t i = 0; i < length / 2; i++) {
        bytes[i] = (uint8_t)(digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
    }
    return length / 2;
}

uint64_t vector_number(const char *text, int base)
{
    char *end;
    errno = 0;
    const unsigned long long value = strtoull(text, &end, base);
    if (end == text || *end != '\0' || errno != 0) {
        give_up("not a number", text);
    }
    return value;
}

noble_error vector_error(const char *name)
{
    static const char *const names[NOBLE_ERROR_COUNT] = {
        [NOBLE_ERROR_NONE] = "NONE",
        [NOBLE_ERROR_FRAME_TIMEOUT] = "FRAME_TIMEOUT",
        [NOBLE_ERROR_STUFFING] = "STUFFING",
        [NOBLE_ERROR_TOO_LONG] = "TOO_LONG",
        [NOBLE_ERROR_TOO_SHORT] = "TOO_SHORT",
        [NOBLE_ERROR_LENGTH_MISMATCH] = "LENGTH_MISMATCH",
        [NOBLE_ERROR_WRONG_CRC] = "WRONG_CRC",
        [NOBLE_ERROR_UNSUPPORTED_VERSION] = "UNSUPPORTED_VERSION",
        [NOBLE_ERROR_WRONG_DIRECTION] = "WRONG_DIRECTION",
        [NOBLE_ERROR_REPEATED_SEQUENCE] = "REPEATED_SEQUENCE",
        [NOBLE_ERROR_UNKNOWN_TYPE] = "UNKNOWN_TYPE",
        [NOBLE_ERROR_WRONG_PAYLOAD_LENGTH] = "WRONG_PAYLOAD_LENGTH",
        [NOBLE_ERROR_COUNT_OUT_OF_RANGE] = "COUNT_OUT_OF_RANGE",
        [NOBLE_ERROR_TIMES_OUT_OF_ORDER] = "TIMES_OUT_OF_ORDER",
        [NOBLE_ERROR_TIME_OUT_OF_RANGE] = "TIME_OUT_OF_RANGE",
        [NOBLE_ERROR_BUFFER_TOO_SMALL] = "BUFFER_TOO_SMALL",
        [NOBLE_ERROR_VALUE_OUT_OF_RANGE] = "VALUE_OUT_OF_RANGE",
    };
    for (noble_error error = 0; error < NOBLE_ERROR_COUNT; error++) {
        if (vector_is(name, names[error])) {
            return error;
        }
    }
    give_up("no such error", name);
}

bool vector_is(const char *text, const char *word)
{
    return strcmp(text, word) == 0;
}
