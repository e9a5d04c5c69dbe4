{ sleep 1; cairn help; echo $? >status; } | true
cat status
