/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For scripts of the shell: whether a file of JSON keeps to a JSON Schema.
 *
 *   schema_tool SCHEMA FILE
 */
#include "unit/schema_check.h"

#include "base/file.h"

#include <stdio.h>

#define EVERYTHING ((size_t)64 << 20)

static json_t *read_json(const char *path)
{
    struct buf text = BUF_INIT;
    struct error err = {0};
    json_t *json = NULL;
    if (!file_read(&text, path, EVERYTHING, &err) ||
        !json_read(&json, buf_text(&text), text.length, EVERYTHING, &err)) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        json = NULL;
    }
    buf_finish(&text);
    return json;
}

int main(int argc, char **argv)
{
    struct buf found = BUF_INIT;
    if (argc != 3) {
        fprintf(stderr, "schema_tool SCHEMA FILE\n");
        return 2;
    }
    json_t *schema = read_json(argv[1]), *value = read_json(argv[2]);
    bool fits = schema && value && schema_check(&found, schema, value);
    fprintf(stderr, "%s", buf_text(&found));
    buf_finish(&found);
    json_decref(schema);
    json_decref(value);
    return fits ? 0 : 1;
}
