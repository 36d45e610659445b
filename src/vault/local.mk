noinst_LIBRARIES += src/vault/libvault.a
src_vault_libvault_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(SODIUM_CFLAGS)
src_vault_libvault_a_SOURCES = \
	src/vault/anchor.c \
	src/vault/audit.c \
	src/vault/change.c \
	src/vault/commit.c \
	src/vault/create.c \
	src/vault/damage.c \
	src/vault/damage.h \
	src/vault/draft.c \
	src/vault/entry.c \
	src/vault/forms.c \
	src/vault/grant.c \
	src/vault/keys.c \
	src/vault/keys.h \
	src/vault/load.c \
	src/vault/page_file.c \
	src/vault/page_file.h \
	src/vault/passphrase.c \
	src/vault/patient.c \
	src/vault/recovery_code.c \
	src/vault/recovery_code.h \
	src/vault/register.c \
	src/vault/register.h \
	src/vault/roster.c \
	src/vault/roster.h \
	src/vault/seal.c \
	src/vault/seal.h \
	src/vault/seal_kdf.c \
	src/vault/seal_kdf.h \
	src/vault/seen.c \
	src/vault/sqlite.h \
	src/vault/store.c \
	src/vault/store.h \
	src/vault/store_busy.c \
	src/vault/store_busy.h \
	src/vault/store_private.h \
	src/vault/store_schema.c \
	src/vault/store_sql.c \
	src/vault/vault.c \
	src/vault/vault.h \
	src/vault/vault_private.h \
	src/vault/verify.c \
	src/vault/wire.c \
	src/vault/wire.h \
	src/vault/words.c
