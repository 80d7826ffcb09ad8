import type { Sex } from '../kernel/nik';

// Names and trades as one meets them in South Sumatra, where Malay families and families from Java live side by side.

type BySex = Readonly<Record<Sex, readonly string[]>>;

export const FIRST_NAMES: BySex = {
  male: (
    'Ahmad Rusdi Hasan Zulkifli Mulyadi Iskandar Herman Suparman Slamet Wahyudi Agus Joko Sutrisno Bambang Yusuf ' +
    'Ibrahim Fauzi Ridwan Syahril Amran Darmawan Edi Hendra Kurniawan Marwan Nasrul Rizal Saipul Tarmizi Usman ' +
    'Zainal Andi Budi Candra Dedi Feri Gunawan Haryanto Irwan Jamaludin Kamaruddin Lukman Misbah Nurdin Okta ' +
    'Purwanto Rahmat Samsul Teguh Wawan Paiman Sugeng Tukiman Marzuki Mahmud Suryadi'
  ).split(' '),
  female: (
    'Siti Rohani Marlina Fatimah Aisyah Halimah Zubaidah Kartini Sumarni Sri Dewi Yuliana Nurhayati Maryam Khadijah ' +
    'Ernawati Susilawati Rosmala Mardiana Asmawati Yusnita Helmina Wahyuni Lestari Partini Sulastri Tumini Rusmini ' +
    'Jumiati Hartati Masnah Komariah Robiah Saodah Zahara Nuraini Rahayu Misnawati Yanti Elvi Desi Fitriani Ida ' +
    'Juwita Kurniasih Leni Megawati Novita Puspita Ratna'
  ).split(' '),
};

export const SECOND_NAMES: BySex = {
  male: (
    'Effendi Saputra Hidayat Setiawan Firmansyah Alamsyah Ramadhan Pratama Wijaya Santoso Susanto Hakim Akbar ' +
    'Mustofa Basri Anwar Syarif Yahya Rosyid Maulana'
  ).split(' '),
  female: (
    'Aminah Hasanah Handayani Wulandari Rahmawati Kusuma Permata Oktaviani Utami Anggraini Safitri Maharani Lubna ' +
    'Munawaroh Khoiriyah Sholehah Pertiwi Wati Ningsih Astuti'
  ).split(' '),
};

export const TRADES: BySex = {
  male: [
    'penyadap karet',
    'petani padi',
    'pekebun sawit kecil',
    'nelayan sungai',
    'pengojek',
    'buruh bangunan',
    'buruh tani',
    'pedagang pasar',
    'tukang kayu',
    'sopir perahu',
  ],
  female: [
    'pedagang pasar',
    'penyadap karet',
    'petani padi',
    'perajin gambo',
    'penjahit',
    'penjual sayur keliling',
    'buruh tani',
    'asisten rumah tangga',
    'pembuat kerupuk kemplang',
    'tukang cuci',
  ],
};

const IN_ENGLISH: Readonly<Record<string, string>> = {
  'penyadap karet': 'rubber tapper',
  'petani padi': 'rice farmer',
  'pekebun sawit kecil': 'oil palm smallholder',
  'nelayan sungai': 'river fisher',
  pengojek: 'motorcycle taxi driver',
  'buruh bangunan': 'building labourer',
  'buruh tani': 'farm labourer',
  'pedagang pasar': 'market seller',
  'tukang kayu': 'carpenter',
  'sopir perahu': 'boatman',
};

export const inEnglish = (trade: string): string => IN_ENGLISH[trade] ?? trade;
