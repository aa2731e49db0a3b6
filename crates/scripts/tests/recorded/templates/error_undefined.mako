x
${nothing}
