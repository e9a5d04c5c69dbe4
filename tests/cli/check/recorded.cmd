cairn check recorded.xml
cairn check --json recorded.xml | sed -n '/"traces"/,/"errors"/p'
