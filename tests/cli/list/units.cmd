cairn list units | grep -E "^(quantity|power |fraction)"
