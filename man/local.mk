dist_man_MANS += man/verhaal.1 man/verhaal-form.5 man/verhaal-notation.5 man/verhaal-vault.5
