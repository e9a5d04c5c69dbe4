# The reader is gone for sure before the program writes.
{ while ! [ -e gone ]; do sleep 0.1; done; cairn help; echo $? >status; } | { exec <&-; : >gone; }
cat status
