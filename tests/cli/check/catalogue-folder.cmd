# The folder that is named wins over the one beside the scenario; where a file is in neither, all places are said.
mkdir catalogue other empty
sed 's#"facts.xml"#"catalogue/facts.xml"#' store.xml >q.xml
sed 's/value="[0-9]* gCO2e/value="123 gCO2e/' facts.xml >other/facts.xml
mv facts.xml catalogue
for folder in other empty nowhere q.xml; do
    echo "# $folder"
    cairn check --effective --catalogue $folder q.xml | grep -c 'value="123 gCO2e/kWh"'
done
mv catalogue shop
cairn check --catalogue empty q.xml
cairn simulate q.xml --catalogue nowhere || echo $?
cairn list grids --catalogue nowhere || echo $?
cairn import --catalogue nowhere nowhere.csv || echo $?
