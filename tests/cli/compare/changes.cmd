# Another question of the same name, with points; studies that only one of the files has.
set -- --replications 2 --no-cache --threads 1 --quiet
sed 's/name="tiny"/name="other"/' tiny.xml >other.xml
sed 's/name="tiny"/name="third"/' tiny.xml >third.xml
cairn sweep tiny.xml --vary '//site/@pue=1,1.5,1.6' "$@" --db a.db >said
cairn run other.xml "$@" --db a.db >said
sed -i 's/idle="1 W" busy="2 W"/idle="100 W" busy="200 W"/; s/latency="100 ms" power="2 W"/latency="100 ms" power="200 W"/' tiny.xml
cairn sweep tiny.xml --vary '//site/@pue=1,1.7' "$@" --db b.db >said
cairn run third.xml "$@" --db b.db >said
compare() {
    cairn compare "$@"
    echo "status $?"
}
compare a.db b.db | sed '/^table /,/^hour /d; s/  *$//'
compare a.db b.db --csv | cut -d , -f 1-5
compare a.db b.db --json | grep -e '"scenario"' -e '"question"' -e '"setting"'
compare b.db a.db --quiet | tail -n 1
compare a.db a.db
compare a.db a.db --json
compare a.db missing.db
compare a.db tiny.xml
compare a.db
