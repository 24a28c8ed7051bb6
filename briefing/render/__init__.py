"""An article becomes editions: email HTML, email text, web page, message and manifest."""
