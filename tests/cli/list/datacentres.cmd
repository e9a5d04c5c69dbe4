cairn list datacentres facts.xml
