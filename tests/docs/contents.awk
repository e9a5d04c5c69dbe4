# The table of contents of a page of questions, from its headings "## TOPIC: QUESTION", topics in order of their first
# question. Of the page itself it prints all, with this table between its marks: awk -f contents.awk PAGE PAGE

# The anchor that GitHub gives a heading: small letters, no signs, hyphens for blanks.
function anchor(heading) {
    heading = tolower(heading)
    gsub(/[^a-z0-9 _-]/, "", heading)
    gsub(/ /, "-", heading)
    return heading
}

FNR == NR && /^```/ { fenced = !fenced }
FNR == NR && !fenced && /^## / {
    heading = substr($0, 4)
    at = index(heading, ": ")
    topic = at ? substr(heading, 1, at - 1) : heading
    question = at ? substr(heading, at + 2) : heading
    if (!(topic in questions))
        topics[++n] = topic
    questions[topic] = questions[topic] (topic in questions && questions[topic] ? "<br>" : "") "[" question "](#" anchor(heading) ")"
}
FNR == NR { next }

/^<!-- contents -->$/ {
    print
    print "| about | questions |"
    print "|---|---|"
    for (i = 1; i <= n; i++)
        printf "| %s | %s |\n", topics[i], questions[topics[i]]
    skipping = 1
    next
}
/^<!-- end of contents -->$/ { skipping = 0 }
!skipping
