"""What agencies really have (help-centre pages, question lists, DOCX, PDF) becomes Markdown pages for review."""
