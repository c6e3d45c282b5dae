// The work of Benchmarks/peers as an ns-3 program: packets with tags, its queues, its random variables, its statistics, and an
// event for every arrival, deadline and end of service.
//
// usage: program GUESTS SIZES MPPS TIMEOUT_NS C_GRANT_NS C_PKT_NS C_BYTE_NS PACKETS SEED     SIZES: as 64,128,576,1500
#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/stats-module.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <queue>
#include <sstream>
#include <vector>

using namespace ns3;

namespace
{

const uint32_t CAPACITY = 4096;
const uint32_t PACKETS_MOST = 64;
const uint32_t QUEUE_MOST = 1024;

/// When a packet arrived.
class ArrivalTag : public Tag
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ArrivalTag").SetParent<Tag>().AddConstructor<ArrivalTag>();
        return tid;
    }

    TypeId GetInstanceTypeId() const override { return GetTypeId(); }

    uint32_t GetSerializedSize() const override { return 8; }

    void Serialize(TagBuffer buffer) const override { buffer.WriteU64(arrived); }

    void Deserialize(TagBuffer buffer) override { arrived = buffer.ReadU64(); }

    void Print(std::ostream& os) const override { os << arrived; }

    uint64_t arrived = 0;
};

/// Mean, deviation and percentiles of lengths of time, in nanoseconds.
class Times
{
  public:
    explicit Times(double binWidth)
        : m_moments(CreateObject<MinMaxAvgTotalCalculator<double>>()),
          m_histogram(binWidth)
    {
    }

    void Add(double x)
    {
        m_moments->Update(x);
        m_histogram.AddValue(x);
    }

    void Print(const std::string& name)
    {
        std::cout << name << ".mean " << m_moments->getMean() << "\n" << name << ".sd " << m_moments->getStddev() << "\n";
        for (int percent : {50, 90, 99})
        {
            const double wanted = std::ceil(m_moments->getCount() * percent / 100.0);
            double sum = 0;
            uint32_t bin = 0;
            while (bin + 1 < m_histogram.GetNBins() && sum + m_histogram.GetBinCount(bin) < wanted)
            {
                sum += m_histogram.GetBinCount(bin++);
            }
            std::cout << name << ".p" << percent << " "
                      << std::min((m_histogram.GetBinStart(bin) + m_histogram.GetBinEnd(bin)) / 2, m_moments->getMax())
                      << "\n";
        }
    }

  private:
    Ptr<MinMaxAvgTotalCalculator<double>> m_moments;
    Histogram m_histogram;
};

struct Settings
{
    uint32_t guests;
    std::vector<uint32_t> sizes;
    double mpps;
    int64_t timeout;
    double grant;
    double packet;
    double byte;
    uint64_t packets;
};

/// The driver domain: one server for the containers of all guests, first come first served.
class Driver
{
  public:
    Driver(const Settings& settings)
        : m_settings(settings),
          m_dwell(10),
          m_delay(10),
          m_queued(settings.guests),
          m_lastDelay(settings.guests, -1),
          m_lastJitter(settings.guests)
    {
    }

    struct Job
    {
        uint32_t guest;
        std::vector<Ptr<Packet>> packets;
        uint32_t bytes;
    };

    void Take(Job job, bool isFull)
    {
        m_containers++;
        m_full += isFull;
        for (const auto& packet : job.packets)
        {
            m_dwell.Add(Age(packet));
        }
        if (m_isBusy && m_queued[job.guest] + job.packets.size() > QUEUE_MOST)
        {
            m_dropped += job.packets.size();
            return;
        }
        m_queued[job.guest] += job.packets.size();
        m_waiting.push(std::move(job));
        if (!m_isBusy)
        {
            Start();
        }
    }

    void Print(int64_t last)
    {
        std::cout.precision(9);
        std::cout << "packets " << m_settings.packets << "\ndropped " << m_dropped << "\n"
                  << "containers.packets " << double(m_settings.packets) / m_containers << "\n"
                  << "containers.full " << double(m_full) / m_containers << "\n";
        m_dwell.Print("dwell");
        m_delay.Print("delay");
        std::cout << "jitter " << m_jitter.Mean() << "\nutilisation " << double(m_busy) / last << "\n";
    }

  private:
    static double Age(Ptr<Packet> packet)
    {
        ArrivalTag tag;
        packet->PeekPacketTag(tag);
        return double(Simulator::Now().GetNanoSeconds()) - double(tag.arrived);
    }

    void Start()
    {
        m_isBusy = true;
        const Job& job = m_waiting.front();
        m_queued[job.guest] -= job.packets.size();
        const int64_t cost = std::llround(m_settings.grant * ((job.bytes + 4095) / 4096) +
                                          m_settings.packet * job.packets.size() + m_settings.byte * job.bytes);
        m_busy += cost;
        Simulator::Schedule(NanoSeconds(cost), &Driver::Finish, this);
    }

    void Finish()
    {
        const Job job = std::move(m_waiting.front());
        m_waiting.pop();
        for (const auto& packet : job.packets)
        {
            const double delay = Age(packet);
            m_delay.Add(delay);
            if (m_lastDelay[job.guest] >= 0)
            {
                // RFC 3550, 6.4.1, for each guest by itself.
                double& jitter = m_lastJitter[job.guest];
                jitter += (std::abs(delay - m_lastDelay[job.guest]) - jitter) / 16;
                m_jitter.Update(jitter);
            }
            m_lastDelay[job.guest] = delay;
        }
        m_isBusy = false;
        if (!m_waiting.empty())
        {
            Start();
        }
    }

    const Settings& m_settings;
    std::queue<Job> m_waiting;
    Times m_dwell;
    Times m_delay;
    Average<double> m_jitter;
    std::vector<uint64_t> m_queued;
    std::vector<double> m_lastDelay;
    std::vector<double> m_lastJitter;
    bool m_isBusy = false;
    uint64_t m_containers = 0;
    uint64_t m_full = 0;
    uint64_t m_dropped = 0;
    int64_t m_busy = 0;
};

/// The open container of one guest.
class Container
{
  public:
    Container(uint32_t guest, const Settings& settings, Driver& driver)
        : m_guest(guest),
          m_settings(settings),
          m_driver(driver),
          m_queue(CreateObject<DropTailQueue<Packet>>())
    {
        m_queue->SetMaxSize(QueueSize(QueueSizeUnit::PACKETS, PACKETS_MOST));
    }

    void Receive(Ptr<Packet> packet)
    {
        if (m_queue->GetNBytes() + packet->GetSize() > CAPACITY)
        {
            Leave(true);
        }
        if (m_queue->IsEmpty())
        {
            m_deadline = Simulator::Schedule(NanoSeconds(m_settings.timeout), &Container::Leave, this, false);
        }
        m_queue->Enqueue(packet);
        if (m_queue->GetNBytes() == CAPACITY || m_queue->GetNPackets() == PACKETS_MOST)
        {
            Leave(true);
        }
    }

  private:
    void Leave(bool isFull)
    {
        m_deadline.Cancel();
        Driver::Job job{m_guest, {}, m_queue->GetNBytes()};
        while (Ptr<Packet> packet = m_queue->Dequeue())
        {
            job.packets.push_back(packet);
        }
        m_driver.Take(std::move(job), isFull);
    }

    uint32_t m_guest;
    const Settings& m_settings;
    Driver& m_driver;
    Ptr<DropTailQueue<Packet>> m_queue;
    EventId m_deadline;
};

/// Poisson arrivals for all guests.
class Source
{
  public:
    Source(const Settings& settings, std::vector<Container>& containers)
        : m_settings(settings),
          m_containers(containers),
          m_gap(CreateObject<ExponentialRandomVariable>()),
          m_choice(CreateObject<UniformRandomVariable>())
    {
        m_gap->SetAttribute("Mean", DoubleValue(1e3 / settings.mpps));
        Next();
    }

    int64_t Last() const { return m_last; }

  private:
    void Next()
    {
        // What is below the nanosecond of the clock stays in the sum.
        m_time += m_gap->GetValue();
        Simulator::Schedule(NanoSeconds(int64_t(m_time)) - Simulator::Now(), &Source::Send, this);
    }

    void Send()
    {
        Ptr<Packet> packet =
            Create<Packet>(m_settings.sizes[m_choice->GetInteger(0, uint32_t(m_settings.sizes.size()) - 1)]);
        ArrivalTag tag;
        m_last = Simulator::Now().GetNanoSeconds();
        tag.arrived = m_last;
        packet->AddPacketTag(tag);
        m_containers[m_choice->GetInteger(0, m_settings.guests - 1)].Receive(packet);
        if (++m_sent < m_settings.packets)
        {
            Next();
        }
    }

    const Settings& m_settings;
    std::vector<Container>& m_containers;
    Ptr<ExponentialRandomVariable> m_gap;
    Ptr<UniformRandomVariable> m_choice;
    double m_time = 0;
    int64_t m_last = 0;
    uint64_t m_sent = 0;
};

} // namespace

int
main(int argc, char* argv[])
{
    if (argc != 10)
    {
        std::cerr << "usage: program GUESTS SIZES MPPS TIMEOUT_NS C_GRANT C_PKT C_BYTE PACKETS SEED\n";
        return 64;
    }
    Settings settings;
    settings.guests = std::stoul(argv[1]);
    std::stringstream words(argv[2]);
    for (std::string word; std::getline(words, word, ',');)
    {
        settings.sizes.push_back(std::stoul(word));
    }
    settings.mpps = std::stod(argv[3]);
    settings.timeout = std::stoll(argv[4]);
    settings.grant = std::stod(argv[5]);
    settings.packet = std::stod(argv[6]);
    settings.byte = std::stod(argv[7]);
    settings.packets = std::stoull(argv[8]);
    RngSeedManager::SetSeed(std::stoul(argv[9]));

    Driver driver(settings);
    std::vector<Container> containers;
    for (uint32_t guest = 0; guest < settings.guests; guest++)
    {
        containers.emplace_back(guest, settings, driver);
    }
    Source source(settings, containers);
    Simulator::Run();
    driver.Print(source.Last());
    Simulator::Destroy();
}
