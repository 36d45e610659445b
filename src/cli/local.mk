noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_cli_libcli_a_SOURCES = \
	src/cli/arguments.c \
	src/cli/attachment_command.c \
	src/cli/cli.c \
	src/cli/cli.h \
	src/cli/command.h \
	src/cli/completions.c \
	src/cli/demo.c \
	src/cli/export_command.c \
	src/cli/import_command.c \
	src/cli/find_command.c \
	src/cli/dialogue.c \
	src/cli/dialogue_ask.c \
	src/cli/dialogue_ask.h \
	src/cli/dialogue_capture.c \
	src/cli/dialogue_capture.h \
	src/cli/dialogue_context.c \
	src/cli/dialogue_context.h \
	src/cli/dialogue_file.c \
	src/cli/dialogue_file.h \
	src/cli/dialogue_drawing.c \
	src/cli/draw_command.c \
	src/cli/form_commands.c \
	src/cli/dialogue_newer.c \
	src/cli/dialogue_newer.h \
	src/cli/migrate_command.c \
	src/cli/open.c \
	src/cli/overlay_files.c \
	src/cli/patient_commands.c \
	src/cli/record_commands.c \
	src/cli/preview_command.c \
	src/cli/print_command.c \
	src/cli/screen.c \
	src/cli/throwaway.c \
	src/cli/throwaway.h \
	src/cli/team_commands.c \
	src/cli/user_commands.c \
	src/cli/vault_commands.c

demodir = $(pkgdatadir)/demo
dist_demo_DATA = \
	src/cli/demo/patients.yaml \
	src/cli/demo/demo_1.yaml \
	src/cli/demo/demo_2.yaml \
	src/cli/demo/demo_3.yaml
