# The least SQLite database: one page of 512 bytes. $1: schema version, $2: application id, both in octal.
database() {
    printf "SQLite format 3\\000\\002\\000\\001\\001\\000\\100\\040\\040\\000\\000\\000\\005\\000\\000\\000\\001"
    head -c 8 /dev/zero
    printf "\\000\\000\\000\\003"
    head -c 12 /dev/zero
    printf "\\000\\000\\000\\001\\000\\000\\000$1\\000\\000\\000\\000$2"
    head -c 20 /dev/zero
    printf "\\000\\000\\000\\005\\000\\056\\143\\001\\015\\000\\000\\000\\000\\002"
    head -c 406 /dev/zero
}
database '\005' '\143\141\151\162' >damaged.sqlite
printf '\377\377\377\377' | dd of=damaged.sqlite bs=1 seek=100 conv=notrunc 2>/dev/null
cairn show damaged.sqlite
