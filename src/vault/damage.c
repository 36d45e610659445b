/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The classes of damage by name, and how a finding becomes an error.
 */
#include "config.h"

#include "vault/damage.h"

#include "base/i18n.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const codes[] = {
    [DAMAGE_NONE] = "none",
    [DAMAGE_FILE] = "file",
    [DAMAGE_SCHEMA] = "schema",
    [DAMAGE_HEADER] = "header",
    [DAMAGE_SLOT] = "slot",
    [DAMAGE_ROSTER] = "roster",
    [DAMAGE_GRANT] = "grant",
    [DAMAGE_REGISTER] = "register",
    [DAMAGE_PATIENT_KEY] = "patient-key",
    [DAMAGE_ENTRY] = "entry",
    [DAMAGE_CHAIN] = "chain",
    [DAMAGE_COMMIT] = "commit",
    [DAMAGE_ROOT] = "root",
    [DAMAGE_AUDIT] = "audit",
    [DAMAGE_FORM] = "form",
    [DAMAGE_DRAFT] = "draft",
    [DAMAGE_ROLLBACK] = "rollback",
};

enum { DAMAGES = sizeof codes / sizeof codes[0] };

const char *vault_damage_code(enum vault_damage damage)
{
    return (size_t)damage < DAMAGES ? codes[damage] : codes[DAMAGE_NONE];
}

enum vault_damage vault_damage_of(const struct error *err)
{
    if (err->code != ERROR_DAMAGED || err->detail <= 0 || err->detail >= (int)DAMAGES)
        return DAMAGE_NONE;
    return (enum vault_damage)err->detail;
}

static bool set_finding(struct error *err, const struct vault_finding *finding)
{
    (void)error_set(err, ERROR_DAMAGED, _("the vault is damaged (%s, %s): %s"),
                    vault_damage_code(finding->damage), finding->place, finding->message);
    if (err)
        err->detail = (int)finding->damage;
    return false;
}

bool damage_set(struct error *err, enum vault_damage damage, const char *place, const char *format,
                ...)
{
    struct vault_finding finding = {.damage = damage};
    va_list arguments;

    (void)snprintf(finding.place, sizeof finding.place, "%s", place);
    va_start(arguments, format);
    (void)vsnprintf(finding.message, sizeof finding.message, format, arguments);
    va_end(arguments);
    return set_finding(err, &finding);
}

bool damage_add(struct report *report, enum vault_damage damage, const char *place,
                const char *format, ...)
{
    struct vault_finding finding = {.damage = damage};
    va_list arguments;

    (void)snprintf(finding.place, sizeof finding.place, "%s", place);
    va_start(arguments, format);
    (void)vsnprintf(finding.message, sizeof finding.message, format, arguments);
    va_end(arguments);
    if (report->findings++ == 0)
        report->first = finding;
    if (report->found)
        report->found(report->self, &finding);
    return false;
}

bool damage_result(const struct report *report, struct error *err)
{
    return report->findings == 0 || set_finding(err, &report->first);
}
