# The instruments; one YAML file each.
formsdir = $(pkgdatadir)/forms
dist_forms_DATA = forms/cfi_core.yaml
