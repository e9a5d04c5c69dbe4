echo "this is no database, but text that is longer than a header of sixteen bytes" >r.sqlite
cairn show r.sqlite
