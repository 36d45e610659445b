noinst_LIBRARIES += src/vault/libvault.a
src_vault_libvault_a_CPPFLAGS = $(AM_CPPFLAGS)
src_vault_libvault_a_SOURCES =
