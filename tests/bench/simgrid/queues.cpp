// Queues M/M/c in SimGrid (S4U): an actor that generates jobs, c actors that serve them from one queue. As cheap as
// actors can be made: nothing is sent and nothing computed, there is one semaphore per queue. Prints what bench.h says.
//
//     queues CASE QUEUES SERVERS RATE JOBS

#include <simgrid/s4u.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <random>
#include <vector>

namespace s4u = simgrid::s4u;

struct Queue {
    std::deque<double> arrivals;
    s4u::SemaphorePtr jobs = s4u::Semaphore::create(0);
    std::mt19937_64 gaps, services;
    double sum_s = 0;
    long served = 0;
};

static void generate(Queue *queue, double rate, long jobs)
{
    std::exponential_distribution<double> gap(rate);

    for (long i = 0; i < jobs; i++) {
        s4u::this_actor::sleep_for(gap(queue->gaps));
        queue->arrivals.push_back(s4u::Engine::get_clock());
        queue->jobs->release();
    }
}

static void serve(Queue *queue)
{
    std::exponential_distribution<double> service(1.0);

    for (;;) {
        queue->jobs->acquire();
        double arrival_s = queue->arrivals.front();
        queue->arrivals.pop_front();
        s4u::this_actor::sleep_for(service(queue->services));
        queue->sum_s += s4u::Engine::get_clock() - arrival_s;
        queue->served++;
    }
}

static double cpu_s()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    s4u::Engine engine(&argc, argv);
    if (argc != 6)
        return 2;
    const int n_queues = std::atoi(argv[2]);
    const int servers = std::atoi(argv[3]);
    const double rate = std::atof(argv[4]);
    const long jobs = std::atol(argv[5]);
    s4u::NetZone *zone = s4u::create_full_zone("zone");
    s4u::Host *host = zone->create_host("host", 1e9)->seal();
    zone->seal();

    const double begin = cpu_s();
    std::vector<Queue> queues(static_cast<size_t>(n_queues));
    unsigned long seed = 1;
    for (Queue &queue : queues) {
        queue.gaps.seed(seed++);
        queue.services.seed(seed++);
        s4u::Actor::create("source", host, generate, &queue, rate, jobs / n_queues);
        for (int i = 0; i < servers; i++)
            s4u::Actor::create("server", host, serve, &queue)->daemonize();
    }
    engine.run();

    double sum_s = 0;
    long served = 0;
    for (const Queue &queue : queues) {
        sum_s += queue.sum_s;
        served += queue.served;
    }
    std::printf("%s\tSimGrid\t%.4g\t-\t-\t-\n", argv[1], 1e9 * (cpu_s() - begin) / static_cast<double>(served));
    std::fprintf(stderr, "%s: mean time in system %.4g s\n", argv[1], sum_s / static_cast<double>(served));
    return 0;
}
