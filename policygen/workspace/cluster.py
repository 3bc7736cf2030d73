"""The work spread over other machines: a Dask cluster, whose workers share no disk with us.

The sources go with the job, the files come back, and this process writes them.
"""

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from policygen.errors import PolicyError, Reason, RefusedError
from policygen.workspace.basis import basis_digest
from policygen.workspace.jobs import Job, Result, new_run
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.notes import as_noted
from policygen.workspace.parcels import Parcel, common_parcel, school_parcel
from policygen.workspace.remote import Makers, Order, Refusal, forget, makers, work
from policygen.workspace.workers import Here, chunks_of

if TYPE_CHECKING:
    from distributed import Client

_ANSWER = 10  # seconds in which a scheduler must answer
_PATIENCE = 20  # seconds after which we ask whether there are still workers
_AHEAD = 32  # chunks that are given out before the first of them has come back

_Coming: TypeAlias = "Future[list[Result] | Refusal]"


class Cluster:
    """The workers of the cluster whose scheduler is at an address.

    What a killed worker had in hand is done by another. Where none is left, this process goes on.
    """

    def __init__(self, address: str) -> None:
        self._address = address

    def each(self, job: Job, workspace: Workspace, targets: Sequence[Target]) -> Iterator[Result]:
        """What is made of each target, in their order, with its files written here.

        Raises PolicyError if there is no such cluster, or if a worker would make something else.
        """
        if not targets:
            return
        workspace.notes.begin()
        common = common_parcel(workspace)
        shared = _Shared(common or (), workspace.notes.named(), basis_digest(workspace))
        done = 0
        if common is not None:  # else whoever needs it will say what is wrong
            with _connected(self._address) as client:
                try:
                    for result in _Run(client, job, workspace, shared).results(targets):
                        yield result
                        done += 1
                except _LostError:
                    pass
        yield from Here().each(job, workspace, targets[done:])


class _LostError(Exception):
    """There is nobody left to do the work."""


class _Shared:
    """What all schools share: its files, notes of them, and what results are made with."""

    def __init__(self, parcel: Parcel, notes: dict[str, str], basis: bytes) -> None:
        self.parcel = parcel
        self.notes = notes
        self.basis = basis


class _Chunk:
    """Some targets, their sources, and notes of these; those that can't be read are done here."""

    def __init__(self, workspace: Workspace, targets: Sequence[Target]) -> None:
        self.targets = targets
        self.notes: dict[str, str] = {}
        self.parcels: list[tuple[Target, Parcel]] = []
        for target in targets:
            workspace.notes.begin()
            parcel = school_parcel(workspace, target.school)
            if parcel is not None:
                self.parcels.append((target, parcel))
                self.notes |= workspace.notes.named()


class _Run:
    """One job, given out to a cluster."""

    def __init__(self, client: "Client", job: Job, workspace: Workspace, shared: _Shared) -> None:
        self._client = client
        self._job = job
        self._workspace = workspace
        self._shared = shared

    def results(self, targets: Sequence[Target]) -> Iterator[Result]:
        """What is made of each target, in their order, with its files written here."""
        order = Order(self._job, new_run(self._workspace.today), makers())
        # A task of its own: sent once to each worker, and had again if the worker that has it dies.
        common: Any = self._client.submit(tuple, self._shared.parcel, pure=False)
        executor: Executor = self._client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        chunks, unpickled = iter(chunks_of(targets)), _unpickled()
        waiting: deque[tuple[_Chunk, _Coming]] = deque()
        while True:
            for some in islice(chunks, _AHEAD - len(waiting)):
                chunk = _Chunk(self._workspace, some)
                call = pickle.dumps(partial(work, order, tuple(chunk.parcels)))
                waiting.append((chunk, executor.submit(unpickled, call, common)))
            if not waiting:
                break
            yield from self._written(*waiting.popleft())
        self._client.run(forget, order.run, on_error="ignore")

    def _written(self, chunk: _Chunk, future: _Coming) -> Iterator[Result]:
        made = self._awaited(future)
        if isinstance(made, Refusal):
            raise RefusedError([_refused(made.worker, made.makers)])
        results = {result.target: result for result in made}
        for target in chunk.targets:
            if target in results:
                result = results[target]
                read = as_noted(result.read, self._shared.notes | chunk.notes)
                yield self._job.put(result._replace(basis=self._shared.basis, read=read))
            else:
                yield from Here().each(self._job, self._workspace, [target])

    def _awaited(self, future: _Coming) -> list[Result] | Refusal:
        from distributed import KilledWorker

        while True:
            try:
                return future.result(timeout=_PATIENCE)
            except TimeoutError:
                if not _workers(self._client):
                    raise _LostError from None
            except (CancelledError, KilledWorker):  # the scheduler is gone, or too many workers
                raise _LostError from None


def _unpickled() -> Callable[..., Any]:
    """What does a piece of pickled work.

    The scheduler, which needs no policygen, looks into what it passes on. So the work goes as bytes
    through a function that is no module's own, since Dask sends those by their code.
    """

    def unpickled(work: bytes, *arguments: Any) -> Any:
        return pickle.loads(work)(*arguments)

    return unpickled


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    """A connection to a scheduler, all of whose workers make the same of the same as we do."""
    try:
        from distributed import Client
    except ImportError as error:
        message = "--cluster needs libraries that are not installed"
        hint = "install them with: pip install 'policygen[cluster]'"
        raise PolicyError(message, hint) from error
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=_ANSWER, set_as_default=False, name="policygen"
        )
    except (OSError, ValueError, TimeoutError) as error:
        hint = "start one with: dask scheduler; then on each machine: dask worker ADDRESS"
        raise PolicyError(f"no cluster answers at {address}", hint) from error
    with client:
        found = _workers(client)
        if not found:
            hint = f"start one on each machine with: dask worker {address} --nthreads 1"
            raise PolicyError(f"the cluster at {address} has no workers", hint)
        wrong = []
        for worker, had in client.run(makers, on_error="return").items():
            name = f"{found.get(worker, worker)} at {worker}"
            if isinstance(had, BaseException):
                wrong.append(Reason("has no policygen of this kind", _hint(), target=name))
            elif had != makers():
                wrong.append(_refused(name, had))
        if wrong:
            raise RefusedError(wrong)
        yield client


def _workers(client: "Client") -> dict[str, str]:
    """The names of the workers by their addresses."""
    workers = client.scheduler_info(n_workers=-1)["workers"]
    return {address: str(worker["name"]) for address, worker in workers.items()}


def _refused(worker: str, had: Makers) -> Reason:
    ours = dict(makers())
    for name, version in had:
        if version != ours.get(name):
            message = f"has {name} {version}, and this machine {ours.get(name)}"
            return Reason(message, _hint(), target=f"worker {worker}")
    return Reason("has another policygen", _hint(), target=f"worker {worker}")


def _hint() -> str:
    return f"install policygen {dict(makers())['policygen']} there, with the same libraries"
