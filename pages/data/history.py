"""Given the county; gives 历史与撤销: every upload with its receipt, issues and original, and undo."""

from __future__ import annotations

from jobs.history import history
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.history_parts import month_freezing, upload_details, upload_list
from pages.components.links import link

county = current_county()
uploads = history(county)
if uploads:
    in_use = sum(upload.state == "在用" for upload in uploads)
    page_head("历史与撤销", f"共 {len(uploads)} 次上报，{in_use} 次在用。点一行看回执、问题和原件；撤销随时可以，原件都在。")
    month_freezing(county)
    upload_details(county, upload_list(uploads, county.store.frozen()))
else:
    page_head("历史与撤销", "还没有上报过数据。")
    link("upload", "去数据上报", current_filters(), icon=":material/upload_file:")
