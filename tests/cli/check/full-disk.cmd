cairn check store.xml >/dev/full
