# Who holds references to keys, values and items of the containers of collections.
import sys, gc
from collections import deque, defaultdict, OrderedDict
k = ''.join(['k', 'e', 'y']); v = [1]
def c(*what): print(*what, sys.getrefcount(k), sys.getrefcount(v))
c('begin')
o = OrderedDict(); o[k] = v; c('od')
o[k] = v; c('od again'); o.move_to_end(k); c('move')
i = iter(o); c('iter'); next(i); c('next'); i = iter(o.items()); c('items'); p = next(i); c('pair'); del p, i; c('del')
o2 = o.copy(); c('copy'); o2.clear(); c('clear'); o.pop(k); c('pop'); o[k] = v; p = o.popitem(); c('popitem'); del p; c('-')
o[k] = v; del o[k]; c('del'); o[k] = v; del o, o2; c('gone')
d = defaultdict(lambda: v); d[k]; c('dd'); d2 = d.copy(); c('dd copy'); del d; c('del'); d2.pop(k); c('pop')
q = deque([v, k]); c('deque'); q.append(v); q.rotate(1); c('rot'); q[1] = k; c('set'); q2 = q.copy(); c('copy'); q2.clear(); c('clear'); q.remove(k); c('remove'); q.popleft(); c('popleft'); q *= 3; c('times')
i = iter(q); c('iter'); next(i); c('next'); del i, q; c('end'); q2.extend([k, k]); q2.maxlen; c('ext'); q2 = deque(q2, 1); c('limit'); q2.append(v); c('append'); q2.appendleft(k); c('appendleft'); q2.insert; del q2; c('none')
class OD(OrderedDict): pass
x = OD(); x[k] = v; x.a = v; c('OD'); x.me = x; del x; c('cycle'); gc.collect(); c('collected')
x = OrderedDict(); x[k] = x; x['v'] = v; del x; c('cycle'); gc.collect(); c('collected')
x = defaultdict(list); x[k] = x; x['v'] = v; del x; c('cycle'); gc.collect(); c('collected')
x = deque(); x.append(x); x.append(v); del x; c('cycle'); gc.collect(); c('collected')
class F:
    def __init__(self, d): self.d = d
    def __call__(self): return v
x = defaultdict(None); f = F(x); x.default_factory = f; x[k]; del f, x; c('cycle'); gc.collect(); c('collected')
