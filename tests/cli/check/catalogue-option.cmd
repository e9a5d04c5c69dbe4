mkdir facts
mv facts.xml facts
sed "s/facts.xml/catalogue\/facts.xml/" store.xml >elsewhere.xml
cairn check --catalogue facts elsewhere.xml
