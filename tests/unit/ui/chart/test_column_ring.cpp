// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

#include <QImage>
#include <QPainter>
#include <QPolygonF>
#include <QTest>

#include "chart/column_ring.h"
#include "chart_fixture.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr engine::DeviceId kDevice{1};
constexpr int kWidth = 400;
constexpr int kHeight = 150;
/// White on black: the red of a pixel tells how much ink it has.
constexpr QRgb kInk = 0xFFFFFFFF;

/// A lane's picture without a window.
struct Lane {
    Lane(const ScriptedSource& shown, std::size_t channels)
        : source(shown), track(shown.history(), kDevice, ScriptedSource::kStart.steadyNs) {
        for (std::size_t i = 0; i < channels; ++i)
            curves.emplace_back(i);
        for (const CurveColumns& curve : curves)
            inks.push_back({&curve, kInk, static_cast<int>(inks.size())});
        ring.resize(kWidth, kHeight);
        look.range = {-2, 2};
        look.hatch = kInk;
    }

    void advance(std::int64_t spanNs) {
        window = ViewState(spanNs).columns(source.nowNs, kWidth);
        track.update(source.device(kDevice), window, source.nowNs);
        ColumnSpan changed{window.end, window.end};
        for (CurveColumns& curve : curves)
            changed.from =
                std::min(changed.from, curve.update(track, ColumnRing::neededFor(window)).from);
        changed.from = std::max(ColumnRing::touchedBy(changed).from, window.first);
        ring.draw(changed, inks, look, 0);
    }

    [[nodiscard]] QImage picture() const {
        QImage image(kWidth, kHeight, QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter painter(&image);
        ring.paint(painter, QRectF(0, 0, kWidth, kHeight), window);
        return image;
    }

    const ScriptedSource& source;
    DeviceTrack track;
    std::vector<CurveColumns> curves;
    std::vector<RingCurve> inks;
    RingLook look;
    ColumnRing ring;
    ColumnWindow window;
};

bool hasInkNear(const QImage& image, int x, int y) {
    for (int dx = -1; dx <= 1; ++dx) {
        for (int dy = -1; dy <= 1; ++dy) {
            const QPoint place(x + dx, y + dy);
            if (image.valid(place) && qRed(image.pixel(place)) >= 64) return true;
        }
    }
    return false;
}

/// The share of `image`'s ink that has none of `other`'s within a pixel.
double strayInk(const QImage& image, const QImage& other) {
    int ink = 0;
    int stray = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qRed(image.pixel(x, y)) < 128) continue;
            ++ink;
            stray += hasInkNear(other, x, y) ? 0 : 1;
        }
    }
    return ink == 0 ? 1.0 : static_cast<double>(stray) / ink;
}

/// Every sample as a corner of one polyline, drawn by Qt.
QImage everySample(const std::vector<std::pair<std::int64_t, double>>& samples,
                   const ColumnWindow& window, const ValueRange& range) {
    QImage image(kWidth, kHeight, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor::fromRgba(kInk), 1.5));
    QPolygonF line;
    for (const auto& [ns, value] : samples) {
        const double x =
            static_cast<double>(ns - window.fromNs()) / static_cast<double>(window.stepNs);
        line.append({x, (range.hi - value) * kHeight / (range.hi - range.lo)});
    }
    painter.drawPolyline(line);
    return image;
}

}  // namespace

class TestColumnRing : public QObject {
    Q_OBJECT

private slots:
    void thePictureIsWhatDrawingEverySampleShows_data() {
        QTest::addColumn<qint64>("intervalNs");
        QTest::newRow("100 samples a column") << qint64{250'000};
        QTest::newRow("4 samples a column") << qint64{6 * kMillisecond};
        QTest::newRow("a sample every 7 columns") << qint64{175 * kMillisecond};
        QTest::newRow("a sample every 50 columns") << qint64{1250 * kMillisecond};
    }
    void thePictureIsWhatDrawingEverySampleShows() {
        QFETCH(qint64, intervalNs);
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        source.facts[kDevice].usualIntervalNs = intervalNs;
        std::mt19937 random(3);
        std::uniform_real_distribution<double> noise(-0.2, 0.2);
        std::vector<std::pair<std::int64_t, double>> samples;
        for (std::int64_t ns = 0; ns <= 10 * kSecond; ns += intervalNs) {
            const double seconds = static_cast<double>(ns) / kSecond;
            samples.emplace_back(ns, 1.5 * std::sin(seconds * 2) + noise(random));
            device.add(ns, samples.back().second);
        }
        device.flush();
        source.nowNs = 10 * kSecond;
        Lane lane(source, 1);

        lane.advance(10 * kSecond);

        const QImage expected = everySample(samples, lane.window, lane.look.range);
        QVERIFY2(strayInk(expected, lane.picture()) < 0.005, "ink is missing");
        QVERIFY2(strayInk(lane.picture(), expected) < 0.01, "ink is too much");
    }

    void drawingOnGivesTheSamePictureAsDrawingAll_data() {
        QTest::addColumn<qint64>("intervalNs");
        QTest::newRow("columns") << qint64{kMillisecond};
        QTest::newRow("points") << qint64{300 * kMillisecond};
    }
    void drawingOnGivesTheSamePictureAsDrawingAll() {
        QFETCH(qint64, intervalNs);
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(14);
        Lane kept(source, 14);
        std::int64_t nextNs = 0;
        std::array<double, 14> row{};
        for (source.nowNs = 10 * kSecond; source.nowNs < 25 * kSecond;
             source.nowNs += 137 * kMillisecond) {
            for (; nextNs < source.nowNs; nextNs += intervalNs) {
                for (std::size_t i = 0; i < row.size(); ++i)
                    row[i] = std::sin(static_cast<double>(nextNs) / 3e8 + static_cast<double>(i));
                device.add(nextNs, row);
            }
            device.flush();

            kept.advance(10 * kSecond);
            Lane fresh(source, 14);
            fresh.advance(10 * kSecond);

            QCOMPARE(kept.picture(), fresh.picture());
        }
    }

    void scrollingMovesThePictureByWholePixels() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        std::mt19937 random(5);
        std::uniform_real_distribution<double> noise(-1, 1);
        for (std::int64_t ns = 0; ns <= 10 * kSecond; ns += kMillisecond)
            device.add(ns, noise(random));
        device.flush();
        source.nowNs = 10 * kSecond;
        Lane lane(source, 1);
        lane.advance(10 * kSecond);
        const QImage before = lane.picture();
        const ColumnWindow old = lane.window;

        source.nowNs += 333 * kMillisecond;
        lane.advance(10 * kSecond);

        const int moved = static_cast<int>(lane.window.first - old.first);
        QVERIFY(moved > 10);
        // The newest column reaches into the one before it.
        const QRect common(0, 0, kWidth - moved - 2, kHeight);
        QCOMPARE(lane.picture().copy(common), before.copy(common.translated(moved, 0)));
    }

    void oneSampleAmongAMillionIsSeen() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        for (std::int64_t i = 0; i < 1'000'000; ++i)
            device.add(i * 10'000, i == 654'321 ? 1.9 : 0.0);
        device.flush();
        source.nowNs = 10 * kSecond - 1;
        Lane lane(source, 1);

        lane.advance(10 * kSecond);

        const auto x =
            static_cast<int>(lane.window.columnOf(654'321 * 10'000LL) - lane.window.first);
        const int y = static_cast<int>((2 - 1.9) / 4 * kHeight) + 1;
        QVERIFY(qRed(lane.picture().pixel(x, y)) > 128);
    }

    void anInfiniteValueBreaksTheLine() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        for (int i = 0; i < 5; ++i)
            device.add(i * kSecond, i == 3 ? std::numeric_limits<double>::infinity() : 0.0);
        device.flush();
        source.facts[kDevice].usualIntervalNs = kSecond;
        source.nowNs = 5 * kSecond;
        Lane lane(source, 1);

        lane.advance(10 * kSecond);

        const auto inkAt = [&](std::int64_t ns) {
            const auto x = lane.window.columnOf(ns) - lane.window.first;
            return hasInkNear(lane.picture(), static_cast<int>(x), kHeight / 2);
        };
        QVERIFY(inkAt(kSecond / 2) && inkAt(3 * kSecond / 2));
        QVERIFY(!inkAt(5 * kSecond / 2) && !inkAt(7 * kSecond / 2));
        QVERIFY(inkAt(4 * kSecond));
    }

    void emptyTimeIsHatchedOnlyWhereItIsKnown() {
        ScriptedSource source;
        source.makeDevice(1);
        source.nowNs = 5 * kSecond;
        Lane lane(source, 1);
        lane.advance(10 * kSecond);
        const std::int64_t until = lane.window.columnOf(3 * kSecond);

        lane.ring.draw({lane.window.first, lane.window.end}, lane.inks, lane.look, until);

        const auto inkedColumns = [&](std::int64_t fromNs, std::int64_t toNs) {
            const QImage image = lane.picture();
            int count = 0;
            for (auto x = lane.window.columnOf(fromNs); x < lane.window.columnOf(toNs); ++x) {
                for (int y = 0; y < kHeight; ++y) {
                    if (qRed(image.pixel(static_cast<int>(x - lane.window.first), y)) == 0)
                        continue;
                    ++count;
                    break;
                }
            }
            return count;
        };
        QCOMPARE(inkedColumns(-4 * kSecond, 0), 0);
        QCOMPARE(inkedColumns(0, 3 * kSecond), 120);
        QCOMPARE(inkedColumns(3 * kSecond, 5 * kSecond), 0);
    }

    void slotsFromTheThirteenthOnAreDashed() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(13);
        const std::vector<double> row(13, 0.0);
        for (std::int64_t ns = 0; ns <= 10 * kSecond; ns += 100 * kMillisecond)
            device.add(ns, row);
        device.flush();
        source.nowNs = 10 * kSecond;
        Lane lane(source, 13);
        lane.advance(10 * kSecond);
        const auto inkOf = [&](std::size_t slot) {
            lane.ring.draw({lane.window.first, lane.window.end},
                           std::span(lane.inks).subspan(slot, 1), lane.look, 0);
            const QImage image = lane.picture();
            int ink = 0;
            for (int x = 0; x < kWidth; ++x)
                ink += qRed(image.pixel(x, kHeight / 2)) > 0 ? 1 : 0;
            return ink;
        };

        QVERIFY(inkOf(0) >= kWidth - 1);
        QVERIFY(std::abs(inkOf(12) - kWidth * 6 / 9) < 6);
    }

    void aFlatCurveIsOneAndAHalfPixelsThick() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        for (std::int64_t ns = 0; ns <= 10 * kSecond; ns += kMillisecond)
            device.add(ns, 0.013);
        device.flush();
        source.nowNs = 10 * kSecond;
        Lane lane(source, 1);

        lane.advance(10 * kSecond);

        const QImage image = lane.picture();
        int ink = 0;
        for (int y = 0; y < kHeight; ++y)
            ink += qRed(image.pixel(kWidth / 2, y));
        QVERIFY2(std::abs(ink / 255.0 - 1.5) < 0.02, qPrintable(QString::number(ink / 255.0)));
    }
};

QTEST_APPLESS_MAIN(TestColumnRing)
#include "test_column_ring.moc"
