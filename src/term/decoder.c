/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keyboard's bytes, one event at a time. Each kind of beginning (control,
 * Esc, UTF-8) has a reader that answers how many bytes it used, that it needs
 * more, or that these bytes are nothing.
 */
#include "config.h"

#include "term/decoder.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define ESCAPE 0x1b
#define PASTE_END "\033[201~"
#define PASTE_END_SIZE (sizeof PASTE_END - 1)
#define PASTE_MOST ((size_t)8 << 20) /* bytes; the rest of a larger one is dropped */
#define SEQUENCE_MOST 64             /* bytes; longer ones are no keys */
#define SEQUENCE_PATIENCE 100        /* ms: a sequence has begun for certain */
#define TEXT_PATIENCE 1000           /* ms: half a character, or an open paste */

struct taught {
    char bytes[16];
    size_t length;
    struct key key;
};

struct decoder {
    struct buf input;
    size_t at;
    bool pasting;
    struct buf paste;
    struct taught *taught;
    size_t taught_count, taught_capacity;
};

/* What a reader found at the beginning of its bytes. */
struct found {
    size_t used; /* 0: more bytes are needed to tell */
    struct key key; /* KEY_NAME_NONE: to be swallowed */
    bool paste;
    bool is_mouse;
    struct mouse mouse;
};

static const struct found NEED_MORE = {.used = 0};

struct decoder *decoder_create(void)
{
    return alloc_array(1, sizeof(struct decoder));
}

void decoder_destroy(struct decoder *decoder)
{
    if (decoder == NULL)
        return;
    buf_finish(&decoder->input);
    buf_finish(&decoder->paste);
    free(decoder->taught);
    free(decoder);
}

void decoder_teach(struct decoder *decoder, const char *bytes, struct key key)
{
    struct taught taught = {.length = strlen(bytes), .key = key};

    if (taught.length < 2 || taught.length > sizeof taught.bytes || bytes[0] != ESCAPE)
        return;
    memcpy(taught.bytes, bytes, taught.length);
    alloc_grow(&decoder->taught, &decoder->taught_capacity, decoder->taught_count + 1,
               sizeof taught);
    decoder->taught[decoder->taught_count++] = taught;
}

void decoder_feed(struct decoder *decoder, const char *bytes, size_t length)
{
    buf_add(&decoder->input, bytes, length);
}

static struct found found_key(size_t used, enum key_name name, unsigned modifiers)
{
    return (struct found){.used = used, .key = {name, modifiers, 0}};
}

static struct found found_text(size_t used, uint32_t code_point, unsigned modifiers)
{
    return (struct found){.used = used, .key = {KEY_NAME_TEXT, modifiers, code_point}};
}

static struct found swallow(size_t used)
{
    return found_key(used, KEY_NAME_NONE, 0);
}

static struct found read_control(unsigned char byte)
{
    switch (byte) {
    case '\r':
    case '\n':
        return found_key(1, KEY_NAME_ENTER, 0);
    case '\t':
        return found_key(1, KEY_NAME_TAB, 0);
    case 0x08:
    case 0x7f:
        return found_key(1, KEY_NAME_BACKSPACE, 0);
    case 0:
        return found_text(1, ' ', KEY_CONTROL);
    case ESCAPE:
        return found_key(1, KEY_NAME_ESCAPE, 0);
    default:
        return found_text(1, byte <= 26 ? byte + 'a' - 1U : byte + 0x40U, KEY_CONTROL);
    }
}

/* A whole character; settles on less only when nothing more will come. */
static struct found read_text(const char *bytes, size_t length, bool settle)
{
    unsigned char first = (unsigned char)bytes[0];
    size_t need = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
    uint32_t code_point;
    size_t used;

    for (size_t i = 1; i < need && i < length; i++) {
        if (((unsigned char)bytes[i] & 0xc0) != 0x80)
            return swallow(i);
    }
    if (length < need)
        return settle ? swallow(length) : NEED_MORE;
    used = text_decode(bytes, length, &code_point);
    if ((first >= 0x80 && used == 1) || !text_acceptable(code_point))
        return swallow(used);
    return found_text(used, code_point, 0);
}

static const struct {
    char final;
    enum key_name name;
} FINALS[] = {
    {'A', KEY_NAME_UP},   {'B', KEY_NAME_DOWN}, {'C', KEY_NAME_RIGHT}, {'D', KEY_NAME_LEFT},
    {'H', KEY_NAME_HOME}, {'F', KEY_NAME_END},  {'P', KEY_NAME_F1},    {'Q', KEY_NAME_F2},
    {'R', KEY_NAME_F3},   {'S', KEY_NAME_F4},   {'M', KEY_NAME_ENTER}, {'I', KEY_NAME_TAB},
}; /* the last two after ESC O only: after ESC [ they are the mouse and the focus */

static enum key_name name_of_final(char final)
{
    for (size_t i = 0; i < sizeof FINALS / sizeof *FINALS; i++) {
        if (FINALS[i].final == final)
            return FINALS[i].name;
    }
    return KEY_NAME_NONE;
}

/* By the number before '~'. */
static const uint8_t NUMBERED[] = {
    [1] = KEY_NAME_HOME,     [2] = KEY_NAME_INSERT,     [3] = KEY_NAME_DELETE, [4] = KEY_NAME_END,
    [5] = KEY_NAME_PAGE_UP,  [6] = KEY_NAME_PAGE_DOWN,  [7] = KEY_NAME_HOME,   [8] = KEY_NAME_END,
    [11] = KEY_NAME_F1,      [12] = KEY_NAME_F2,        [13] = KEY_NAME_F3,    [14] = KEY_NAME_F4,
    [15] = KEY_NAME_F5,      [17] = KEY_NAME_F6,        [18] = KEY_NAME_F7,    [19] = KEY_NAME_F8,
    [20] = KEY_NAME_F9,      [21] = KEY_NAME_F10,       [23] = KEY_NAME_F11,   [24] = KEY_NAME_F12,
};

/* xterm counts modifiers from 1: shift 1, alt 2, control 4, meta 8. */
static unsigned modifiers_of(unsigned parameter)
{
    unsigned bits = parameter > 0 ? parameter - 1 : 0;

    return ((bits & 1) != 0 ? KEY_SHIFT : 0U) | ((bits & (2 | 8)) != 0 ? KEY_ALT : 0U) |
           ((bits & 4) != 0 ? KEY_CONTROL : 0U);
}

/* A character sent by its number, as terminals do that tell Ctrl-Enter from Enter. */
static struct found numbered_character(size_t used, unsigned code_point, unsigned modifiers)
{
    if (code_point < 0x20 || code_point == 0x7f) {
        struct found found = read_control((unsigned char)code_point);
        found.used = used;
        found.key.modifiers |= modifiers;
        return found;
    }
    if (!text_acceptable(code_point))
        return swallow(used);
    if (modifiers & KEY_CONTROL && code_point >= 'A' && code_point <= 'Z')
        code_point += 'a' - 'A';
    return found_text(used, code_point, modifiers & ~(unsigned)KEY_SHIFT);
}

/* ESC [ NUMBERS FINAL, all of it there. */
static struct found decode_sequence(size_t used, const unsigned numbers[3], char final)
{
    unsigned modifiers = modifiers_of(numbers[1]);
    enum key_name name;

    switch (final) {
    case '~':
        if (numbers[0] == 200)
            return (struct found){.used = used, .paste = true};
        if (numbers[0] == 27)
            return numbered_character(used, numbers[2], modifiers);
        if (numbers[0] >= sizeof NUMBERED || NUMBERED[numbers[0]] == KEY_NAME_NONE)
            return swallow(used);
        return found_key(used, (enum key_name)NUMBERED[numbers[0]], modifiers);
    case 'u':
        return numbered_character(used, numbers[0], modifiers);
    case 'Z':
        return found_key(used, KEY_NAME_TAB, KEY_SHIFT | modifiers);
    default:
        name = final == 'M' || final == 'I' || numbers[0] > 1 ? KEY_NAME_NONE
                                                              : name_of_final(final);
        return found_key(used, name, name == KEY_NAME_NONE ? 0 : modifiers);
    }
}

/* ESC [ < BUTTON ; COLUMN ; ROW M: the first button pressed, or the wheel turned.
 * Releases, movements and other buttons mean nothing here. */
static struct found decode_mouse(size_t used, const unsigned numbers[3], char final)
{
    struct found found = {.used = used, .is_mouse = true};

    found.mouse.column = (int)numbers[1] - 1;
    found.mouse.row = (int)numbers[2] - 1;
    switch (numbers[0]) {
    case 0:
        found.mouse.action = MOUSE_PRESS;
        break;
    case 64:
        found.mouse.action = MOUSE_WHEEL_UP;
        break;
    case 65:
        found.mouse.action = MOUSE_WHEEL_DOWN;
        break;
    default:
        return swallow(used);
    }
    return final == 'M' && numbers[1] > 0 && numbers[2] > 0 ? found : swallow(used);
}

/* After "ESC [". */
static struct found read_csi(const char *bytes, size_t length, bool settle)
{
    unsigned numbers[3] = {0, 0, 0};
    size_t count = 0, at = 2;
    bool foreign = false, mouse = length > 2 && bytes[2] == '<';

    if (length > 2 && bytes[2] == '[') { /* the Linux console's F1 to F5 */
        if (length < 4)
            return settle ? swallow(3) : NEED_MORE;
        if (bytes[3] >= 'A' && bytes[3] <= 'E')
            return found_key(4, (enum key_name)(KEY_NAME_F1 + (bytes[3] - 'A')), 0);
        return swallow(4);
    }
    for (at += mouse; at < length && at < SEQUENCE_MOST; at++) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte >= 0x40 && byte <= 0x7e && mouse && count == 2 && !foreign)
            return decode_mouse(at + 1, numbers, (char)byte);
        if (byte >= 0x40 && byte <= 0x7e)
            return foreign || mouse ? swallow(at + 1)
                                    : decode_sequence(at + 1, numbers, (char)byte);
        if (byte < 0x20 || byte > 0x7e)
            return swallow(at); /* broken off; what follows is something new */
        if (byte == ';')
            count++;
        else if (byte >= '0' && byte <= '9' && count < 3 && numbers[count] < 200000)
            numbers[count] = numbers[count] * 10 + (unsigned)(byte - '0');
        else
            foreign = true; /* a reply or a report, no key */
    }
    if (settle && length == 2)
        return found_text(2, '[', KEY_ALT);
    return settle || length >= SEQUENCE_MOST ? swallow(at) : NEED_MORE;
}

/* After "ESC O": arrows, F1 to F4 and the number pad in application mode. */
static struct found read_ss3(const char *bytes, size_t length, bool settle)
{
    static const char PAD[] = "*+,-./0123456789"; /* sent as j to y */
    size_t at = 2;
    unsigned modifiers = 0;
    enum key_name name;

    if (length > 2 && bytes[2] >= '1' && bytes[2] <= '9')
        modifiers = modifiers_of((unsigned)(bytes[at++] - '0'));
    if (at >= length) {
        if (!settle)
            return NEED_MORE;
        return length == 2 ? found_text(2, 'O', KEY_ALT) : swallow(length);
    }
    if (bytes[at] >= 'j' && bytes[at] <= 'y')
        return found_text(at + 1, (unsigned char)PAD[bytes[at] - 'j'], 0);
    if ((unsigned char)bytes[at] < 0x20 || (unsigned char)bytes[at] > 0x7e) /* broken off */
        return swallow(at);
    name = name_of_final(bytes[at]);
    return found_key(at + 1, name, name == KEY_NAME_NONE ? 0 : modifiers);
}

/* The terminal's own table; the longest match wins. */
static bool read_taught(const struct decoder *decoder, const char *bytes, size_t length,
                        bool settle, struct found *out)
{
    *out = (struct found){0};
    for (size_t i = 0; i < decoder->taught_count; i++) {
        const struct taught *taught = &decoder->taught[i];
        size_t common = taught->length < length ? taught->length : length;
        if (memcmp(taught->bytes, bytes, common) != 0)
            continue;
        if (taught->length > length && !settle) {
            *out = NEED_MORE;
            return true;
        }
        if (taught->length <= length && taught->length > out->used)
            *out = (struct found){.used = taught->length, .key = taught->key};
    }
    return out->used > 0;
}

static struct found read_escape(const struct decoder *decoder, const char *bytes, size_t length,
                                bool settle);

/* ESC and a key at once is Alt with that key; with a digit, a function key. */
static struct found read_alt(const struct decoder *decoder, const char *bytes, size_t length,
                             bool settle)
{
    unsigned char second = (unsigned char)bytes[1];
    struct found found;

    if (second >= '0' && second <= '9')
        return found_key(2, (enum key_name)(KEY_NAME_F1 + (second + 9 - '0') % 10), 0);
    if (second == ESCAPE) {
        if (length == 2 && !settle)
            return NEED_MORE;
        if (length == 2 || (bytes[2] != '[' && bytes[2] != 'O'))
            return found_key(1, KEY_NAME_ESCAPE, 0); /* two of them, not one with Alt */
        found = read_escape(decoder, bytes + 1, length - 1, settle);
        if (found.paste || found.key.name == KEY_NAME_TEXT)
            return found_key(1, KEY_NAME_ESCAPE, 0);
    } else if (second < 0x20 || second == 0x7f) {
        found = read_control(second);
    } else {
        found = read_text(bytes + 1, length - 1, settle);
    }
    if (found.used == 0)
        return NEED_MORE;
    found.used++;
    if (found.key.name != KEY_NAME_NONE)
        found.key.modifiers |= KEY_ALT;
    return found;
}

static struct found read_escape(const struct decoder *decoder, const char *bytes, size_t length,
                                bool settle)
{
    struct found found;

    if (length == 1)
        return settle ? found_key(1, KEY_NAME_ESCAPE, 0) : NEED_MORE;
    if (read_taught(decoder, bytes, length, settle, &found))
        return found;
    if (bytes[1] == '[')
        return read_csi(bytes, length, settle);
    if (bytes[1] == 'O')
        return read_ss3(bytes, length, settle);
    return read_alt(decoder, bytes, length, settle);
}

static struct found read_any(const struct decoder *decoder, const char *bytes, size_t length,
                             bool settle)
{
    unsigned char first = (unsigned char)bytes[0];

    if (first == ESCAPE)
        return read_escape(decoder, bytes, length, settle);
    if (first < 0x20 || first == 0x7f)
        return read_control(first);
    return read_text(bytes, length, settle);
}

static void use(struct decoder *decoder, size_t count)
{
    decoder->at += count;
    if (decoder->at >= decoder->input.length) {
        buf_clear(&decoder->input);
        decoder->at = 0;
    }
}

void decoder_clean_paste(struct buf *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);

        if (code_point == '\r') {
            if (at + 1 == length || text[at + 1] != '\n')
                buf_add_char(out, '\n');
        } else if (text_acceptable(code_point)) {
            buf_add(out, text + at, bytes);
        }
        at += bytes;
    }
}

static void add_paste(struct decoder *decoder, const char *bytes, size_t length)
{
    size_t room = PASTE_MOST - decoder->paste.length;

    buf_add(&decoder->paste, bytes, length < room ? length : room);
}

/* Collects the paste; true when its end has come or is not to be hoped for. */
static bool next_paste(struct decoder *decoder, struct event *out, bool settle)
{
    const char *bytes = buf_text(&decoder->input) + decoder->at;
    size_t length = decoder->input.length - decoder->at;
    const char *end = length > 0 ? memmem(bytes, length, PASTE_END, PASTE_END_SIZE) : NULL;
    size_t whole = length;

    if (end != NULL) {
        whole = (size_t)(end - bytes);
    } else if (!settle) { /* the last bytes may be the first ones of the end */
        size_t tail = length < PASTE_END_SIZE - 1 ? length : PASTE_END_SIZE - 1;
        while (tail > 0 && memcmp(bytes + length - tail, PASTE_END, tail) != 0)
            tail--;
        whole = length - tail;
    }
    add_paste(decoder, bytes, whole);
    use(decoder, end != NULL ? whole + PASTE_END_SIZE : whole);
    if (end == NULL && !settle)
        return false;
    out->kind = EVENT_PASTE;
    decoder_clean_paste(&out->paste, buf_text(&decoder->paste), decoder->paste.length);
    buf_finish(&decoder->paste);
    decoder->pasting = false;
    return true;
}

bool decoder_next(struct decoder *decoder, struct event *out, bool settle)
{
    *out = (struct event){.kind = EVENT_NONE};
    if (decoder->pasting)
        return next_paste(decoder, out, settle);
    while (decoder->at < decoder->input.length) {
        struct found found = read_any(decoder, decoder->input.data + decoder->at,
                                      decoder->input.length - decoder->at, settle);
        if (found.used == 0)
            return false;
        use(decoder, found.used);
        if (found.paste) {
            decoder->pasting = true;
            return next_paste(decoder, out, false);
        }
        if (found.is_mouse) {
            out->kind = EVENT_MOUSE;
            out->mouse = found.mouse;
            return true;
        }
        if (found.key.name != KEY_NAME_NONE) {
            out->kind = EVENT_KEY;
            out->key = found.key;
            return true;
        }
    }
    return false;
}

int decoder_patience(const struct decoder *decoder, int escape_ms)
{
    const char *bytes;
    size_t length = decoder->input.length - decoder->at;

    if (decoder->pasting)
        return TEXT_PATIENCE;
    if (length == 0)
        return -1;
    bytes = decoder->input.data + decoder->at;
    if (bytes[0] != ESCAPE)
        return TEXT_PATIENCE;
    return length == 1 || escape_ms > SEQUENCE_PATIENCE ? escape_ms : SEQUENCE_PATIENCE;
}
