# In some draws the device is idle at more than it draws busy. Why it failed is no remark.
cairn sweep tiny.xml --uncertain "//hardware[@id='thin']/power/@idle=triangular(1,2,4 W)" --draws 20 --db r.db --quiet
