cairn report none.sqlite
cairn report none.sqlite -o page.html
ls
