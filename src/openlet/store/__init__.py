"""The store: where learner records are kept between one return and the next.

``services`` is the only writer. Nothing here may be imported before ``start.start(folder)`` has prepared Django, but
``folder``, ``refusals``, ``documents``, ``faults``, ``slots``, ``arriving`` and ``leaving``, which know nothing of it.
"""
