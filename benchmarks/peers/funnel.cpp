// Funnel-lite in C++: the physical limit.  The model is in words in workload.py.
//
// Same generator (Philox4x32-10, keyed by name, two numbers a block), same order of events and same
// numbers as the event core, so the results are equal to the last event.  The event list is a binary
// heap of 16-byte structs that moves a hole.  funnel_cpp.py compiles it with g++ -O3 and calls
// ``funnel``.

#include <cmath>
#include <cstdint>
#include <vector>

namespace {

constexpr int STAGES = 4;
enum Kind : uint64_t {
    CHECK_IN_OVER, AE_DONE, SDR_DONE, BUYER_ANSWERS, MEETING, CHECK_IN_DUE, LEAD_ARRIVES
};
enum Stream : uint32_t { LEAD, AGREEMENT, STAGE, ANSWER, CHECK_IN, CHURN };

struct Pair { double one, other; };

struct Luck {
    uint32_t seed_low, seed_high, replication;

    Pair draw(Stream stream, int64_t who, int64_t nth) const {
        uint32_t c0 = replication, c1 = stream, c2 = uint32_t(who), c3 = uint32_t(nth);
        uint32_t k0 = seed_low, k1 = seed_high;
        c1 |= (uint32_t(uint64_t(who) >> 32) & 0xFFFF) << 16;
        for (int round = 0; round < 10; ++round) {
            const uint64_t p0 = uint64_t(0xD2511F53) * c0, p1 = uint64_t(0xCD9E8D57) * c2;
            c0 = uint32_t(p1 >> 32) ^ c1 ^ k0;
            c2 = uint32_t(p0 >> 32) ^ c3 ^ k1;
            c1 = uint32_t(p1);
            c3 = uint32_t(p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        return {uniform(c0, c1), uniform(c2, c3)};
    }

    static double uniform(uint32_t a, uint32_t b) {
        return ((a >> 6) * 67108864.0 + (b >> 6) + 0.5) / 4503599627370496.0;
    }
};

int64_t seconds(double hours, double u) { return int64_t(-(3600.0 * hours) * std::log1p(-u) + 0.5); }

struct Event {
    int64_t time;
    uint64_t tag;  // kind and lead: the order of events in one second
    bool before(const Event& other) const {
        return time < other.time || (time == other.time && tag < other.tag);
    }
};

class Calendar {
    std::vector<Event> heap;

public:
    void reserve(size_t entries) { heap.reserve(entries); }
    const Event& first() const { return heap.front(); }

    void schedule(int64_t time, Kind kind, int64_t lead) {
        const Event event{time, (uint64_t(kind) << 32) | uint64_t(lead)};
        size_t place = heap.size();
        heap.push_back(event);
        while (place > 0) {
            const size_t above = (place - 1) / 2;
            if (!event.before(heap[above])) break;
            heap[place] = heap[above];
            place = above;
        }
        heap[place] = event;
    }

    void drop_first() {
        const Event moved = heap.back();
        heap.pop_back();
        const size_t size = heap.size();
        if (size == 0) return;
        size_t place = 0;
        for (size_t below = 1; below < size; below = 2 * place + 1) {
            if (below + 1 < size && heap[below + 1].before(heap[below])) ++below;
            if (!heap[below].before(moved)) break;
            heap[place] = heap[below];
            place = below;
        }
        heap[place] = moved;
    }
};

struct Lead { int64_t since, work, buyer, nth, behind; };
struct Desk { int64_t free, first = -1, last = -1; };

}  // namespace

extern "C" {

struct Funnel {
    double leads_per_hour, sdrs, sdr_work, qualified, until_meeting, aes, ae_work, buyer_thinks;
    double advances[STAGES];
    double csms, check_in_every, check_in_work, churn;
};

struct Outcome { int64_t leads, taken, waited, meetings, wins, churned, check_ins, events; };

}

namespace {

class Company {
    const Funnel& funnel;
    const Luck luck;
    Outcome& count;
    int64_t now = 0;
    Calendar calendar;
    std::vector<Lead> leads;
    Desk sdrs, aes, csms;

    void begin(int64_t lead, Kind done) {
        if (done == SDR_DONE) {
            ++count.taken;
            count.waited += now - leads[lead].since;
        }
        calendar.schedule(now + leads[lead].work, done, lead);
    }

    void ask(Desk& desk, int64_t lead, Kind done) {
        if (desk.free > 0) {
            --desk.free;
            begin(lead, done);
            return;
        }
        (desk.first < 0 ? desk.first : leads[desk.last].behind) = lead;
        desk.last = lead;
        leads[lead].behind = -1;
    }

    void take_next(Desk& desk, Kind done) {
        const int64_t lead = desk.first;
        if (lead < 0) {
            ++desk.free;
            return;
        }
        desk.first = leads[lead].behind;
        begin(lead, done);
    }

    void lead_arrives(int64_t lead) {
        ++count.leads;
        const Pair u = luck.draw(LEAD, lead, 0);
        leads.push_back({now, seconds(funnel.sdr_work, u.other), 0, 0, -1});
        ask(sdrs, lead, SDR_DONE);
        calendar.schedule(now + seconds(1.0 / funnel.leads_per_hour, u.one), LEAD_ARRIVES, lead + 1);
    }

    void sdr_done(int64_t lead) {
        take_next(sdrs, SDR_DONE);
        const Pair u = luck.draw(AGREEMENT, lead, 0);
        if (u.one < funnel.qualified)
            calendar.schedule(now + seconds(funnel.until_meeting, u.other), MEETING, lead);
    }

    void enter_stage(int64_t lead, int64_t stage) {
        const Pair u = luck.draw(STAGE, lead, stage);
        leads[lead].nth = stage;
        leads[lead].work = seconds(funnel.ae_work, u.one);
        leads[lead].buyer = seconds(funnel.buyer_thinks, u.other);
        ask(aes, lead, AE_DONE);
    }

    void ae_done(int64_t lead) {
        take_next(aes, AE_DONE);
        calendar.schedule(now + leads[lead].buyer, BUYER_ANSWERS, lead);
    }

    void buyer_answers(int64_t lead) {
        const int64_t stage = leads[lead].nth;
        if (luck.draw(ANSWER, lead, stage).one >= funnel.advances[stage]) return;
        if (stage + 1 < STAGES) {
            enter_stage(lead, stage + 1);
        } else {
            ++count.wins;
            plan_check_in(lead, 0);
        }
    }

    void plan_check_in(int64_t lead, int64_t nth) {
        const Pair u = luck.draw(CHECK_IN, lead, nth);
        leads[lead].nth = nth;
        leads[lead].work = seconds(funnel.check_in_work, u.other);
        calendar.schedule(now + seconds(funnel.check_in_every, u.one), CHECK_IN_DUE, lead);
    }

    void check_in_over(int64_t lead) {
        ++count.check_ins;
        take_next(csms, CHECK_IN_OVER);
        const int64_t nth = leads[lead].nth;
        if (luck.draw(CHURN, lead, nth).one < funnel.churn)
            ++count.churned;
        else
            plan_check_in(lead, nth + 1);
    }

    void handle(Kind kind, int64_t lead) {
        switch (kind) {
            case LEAD_ARRIVES: return lead_arrives(lead);
            case SDR_DONE: return sdr_done(lead);
            case MEETING: ++count.meetings; return enter_stage(lead, 0);
            case AE_DONE: return ae_done(lead);
            case BUYER_ANSWERS: return buyer_answers(lead);
            case CHECK_IN_DUE: return ask(csms, lead, CHECK_IN_OVER);
            case CHECK_IN_OVER: return check_in_over(lead);
        }
    }

public:
    Company(const Funnel& funnel, const Luck luck, Outcome& count, double hours)
        : funnel(funnel), luck(luck), count(count) {
        sdrs.free = int64_t(funnel.sdrs);
        aes.free = int64_t(funnel.aes);
        csms.free = int64_t(funnel.csms);
        leads.reserve(size_t(1.1 * funnel.leads_per_hour * hours) + 64);
        calendar.reserve(leads.capacity() / 8);
    }

    void run(int64_t ends) {
        const double first = luck.draw(LEAD, -1, 0).one;
        calendar.schedule(seconds(1.0 / funnel.leads_per_hour, first), LEAD_ARRIVES, 0);
        while (true) {
            const Event event = calendar.first();
            if (event.time >= ends) return;
            calendar.drop_first();
            now = event.time;
            ++count.events;
            handle(Kind(event.tag >> 32), int64_t(event.tag & 0xFFFFFFFF));
        }
    }
};

}  // namespace

extern "C" void funnel(
    const Funnel* numbers, uint64_t seed, uint32_t replication, double hours, Outcome* count
) {
    *count = Outcome{};
    const Luck luck{uint32_t(seed), uint32_t(seed >> 32), replication};
    Company(*numbers, luck, *count, hours).run(int64_t(hours * 3600));
}
