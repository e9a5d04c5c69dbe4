mkdir here.xml; cairn check here.xml
