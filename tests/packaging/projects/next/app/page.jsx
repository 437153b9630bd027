import Search from './search';

export default function Page() {
  return <Search />;
}
